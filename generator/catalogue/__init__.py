"""The catalogue: all entries and postings, in SQLite under `.backfile/`; a cache, always safe to delete.

heads       what is kept of a cleaned document
facts       counts over the archive, and what is decided from them; `tag_slugs` settles who bears a slug
settle      an article with those decisions applied
slices      the named parts of the catalogue; `tallies` keeps their digests while articles come and go
apply       changed files in, moved keys out
reader      what pages may ask, and the record of what they asked
ledger      files and pages as the last build left them
schema      the tables
"""
