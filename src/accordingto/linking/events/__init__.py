"""Mentions of one event or one entity across reports."""
