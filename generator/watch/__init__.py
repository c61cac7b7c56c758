"""`backfile watch`: build when something changes, serve the site on this machine, let open pages follow.

Two processes: one serves, hears of changes and talks to browsers and the terminal (`session`); the other builds
(`builder`), with one thread, so that it may fork workers, and so that a build which dies takes nothing with it.
"""
