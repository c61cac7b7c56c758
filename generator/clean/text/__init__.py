"""Plain text: stories by rules, page dumps by trained models."""
