"""Saved pages: their blocks, which of them are the body, and what the page claims about its fields."""
