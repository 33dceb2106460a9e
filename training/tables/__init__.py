"""Builders of the word tables that the package ships."""
