"""A model folder without a network in it, for tests that put the fake encoder in its place."""

from __future__ import annotations

import json
from pathlib import Path

from fake_encoder import FakeEncoder
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from accordingto.reading.decoder import allowed_moves
from accordingto.reading.labels import ENTITIES, LINKED, ROLES
from accordingto.reading.package import FORMAT, WEIGHTS, weights_digest
from accordingto.reading.reader import AttributionReader

WORDS = ("said", "the", "we", "stay")


def make_tokenizer() -> Tokenizer:
    """A WordPiece tokenizer over single letters and a few words."""
    letters = [chr(c) for c in range(33, 127)] + list("“”‘’é")
    vocabulary = ["[UNK]", *letters, *(f"##{c}" for c in letters), *WORDS]
    made = Tokenizer(models.WordPiece({w: i for i, w in enumerate(dict.fromkeys(vocabulary))}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def make_model_folder(folder: Path) -> Path:
    """Write a whole model folder whose weights are empty files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in WEIGHTS:
        (folder / name).write_bytes(b"")
    make_tokenizer().save(str(folder / "tokenizer.json"))
    moves = {"roles": allowed_moves(ROLES).tolist(), "links": allowed_moves(LINKED).tolist()}
    moves["entities"] = allowed_moves(ENTITIES).tolist()
    manifest = {"format": FORMAT, "digest": weights_digest(folder), "moves": moves, "confidence": [2.0] + [0.0] * 7}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def make_reader(folder: Path) -> AttributionReader:
    """An opened model that finds `NAME said “…”`."""
    encoder = FakeEncoder(make_tokenizer().token_to_id("said"))
    return AttributionReader(make_model_folder(folder), encoder=encoder)
