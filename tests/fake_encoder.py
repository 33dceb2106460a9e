"""A stand-in for the trained network: knows one pattern, `NAME said “…”` and `“…,” NAME said`, and nothing else."""

from __future__ import annotations

import numpy as np

from accordingto.reading.encoder import Encoded
from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from accordingto.reading.words import Words

SURE = 8.0


class FakeEncoder:
    """An `Encoder` by rule. Words are told apart by their pieces: the cue is every “said”, capitals are persons."""

    def __init__(self, said: int) -> None:
        self.said = said
        self.windows: list[tuple[int, int]] = []

    def encode(self, words: Words, low: int, high: int) -> Encoded:
        self.windows.append((low, high))
        count = high - low
        roles = np.zeros((count, len(ROLES)), dtype=np.float32)
        entities = np.zeros((count, len(ENTITIES)), dtype=np.float32)
        vectors = np.zeros((count, 3), dtype=np.float32)
        for i in range(count):
            at = low + i
            cue = int(words.pieces[words.first[at]]) == self.said
            name = words.shape[at] == 1 and not words.quote[at]
            vectors[i] = (cue, name, words.quote[at] > 0)
            roles[i, ROLES.index("B-cue") if cue else 0] = SURE
            entities[i, ENTITIES.index("B-PER") if name else 0] = SURE
        return Encoded(roles, entities, vectors)

    def link(self, encoded: Encoded, words: Words, low: int, cues: np.ndarray) -> np.ndarray:
        scores = np.zeros((len(cues), len(encoded.vectors), len(LINKED)), dtype=np.float32)
        scores[..., 0] = SURE / 2
        for row, cue in enumerate(cues):
            for neighbour in (cue - 1, cue + 1):
                if 0 <= neighbour < len(encoded.vectors) and encoded.vectors[neighbour, 1]:
                    scores[row, neighbour, LINKED.index("B-source")] = SURE
                    break
            quoted = np.flatnonzero(encoded.vectors[:, 2])
            near = sorted(quoted, key=lambda q: abs(int(q) - int(cue)))[:1]
            if near:
                first = last = int(near[0])
                while first > 0 and encoded.vectors[first - 1, 2]:
                    first -= 1
                while last + 1 < len(encoded.vectors) and encoded.vectors[last + 1, 2]:
                    last += 1
                scores[row, first : last + 1, LINKED.index("I-content")] = SURE
                scores[row, first, LINKED.index("B-content")] = 2 * SURE
        return scores

    def point(self, encoded: Encoded, anaphors: np.ndarray) -> np.ndarray:
        scores = np.zeros((len(anaphors), len(encoded.vectors) + 1), dtype=np.float32)
        scores[:, :-1] = np.where(encoded.vectors[:, 1] > 0, SURE, -SURE)
        return scores
