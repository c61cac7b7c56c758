"""backfile: a folder of raw news articles becomes an archive that people can browse, search and cite."""

__version__ = "0.1.0"
