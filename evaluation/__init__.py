"""Measuring: runners over dev data, the quality gate and speed. Never shipped; run as `python -m evaluation.NAME`."""
