"""The desk in a browser and the API under it."""
