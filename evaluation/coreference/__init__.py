"""Same event and same entity across reports, measured as the field does."""
