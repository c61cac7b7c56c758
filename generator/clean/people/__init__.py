"""Who wrote an article: bylines, names and signatures, in any form of document."""
