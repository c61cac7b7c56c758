"""Trained models that judge lines: numbers about them, the forests and lexicons, and what they make of a text."""
