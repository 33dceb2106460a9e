"""The texts that speed and memory are measured on."""

from __future__ import annotations

from pathlib import Path

from evaluation.shared import POLNEAR_DEV, ROOT, AbsentError, shared


def texts_folder() -> Path:
    """PolNeAR dev where it is there, else the project's own examples."""
    try:
        return shared(POLNEAR_DEV) / "text"
    except AbsentError:
        return ROOT / "examples"


def read_texts(folder: Path) -> list[str]:
    """The folder's `.txt` files in the order of their names; raises AbsentError where there are none."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        raise AbsentError(f"No .txt files in {folder}.")
    return texts


def count_words(texts: list[str]) -> int:
    """Words between white space, over all texts: the same count for every program that is measured."""
    return sum(len(text.split()) for text in texts)
