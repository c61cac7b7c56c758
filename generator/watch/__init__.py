"""`backfile watch`: build when something changes, serve the site on this machine, let open pages follow."""
