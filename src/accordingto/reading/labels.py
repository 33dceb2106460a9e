"""The labels of each head, shared by training and reading, in the order of the network's outputs."""

from __future__ import annotations

ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINKED = ("O", "B-source", "I-source", "B-content", "I-content")
ENTITIES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
