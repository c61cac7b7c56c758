"""Tables distilled from public data, and what reads them: data and loaders only."""
