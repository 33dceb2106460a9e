"""Where the corpora lie: ../shared beside the project, never part of it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

POLNEAR_DEV = Path("data/polnear/dev")
SCORER = Path("tools/score_attributions.py")
UNER_DEV = Path("data/uner-ewt-dev/en_ewt-ud-dev.iob2.xz")


class AbsentError(Exception):
    """What a runner measures on is not there; the message says what and where it was looked for."""


def shared(part: Path, folder: Path = SHARED) -> Path:
    """Return the path of `part` in the shared folder; raises AbsentError where it is not there."""
    path = folder / part
    if not path.exists():
        raise AbsentError(f"{part} is not in {folder.name}/ beside the project, so there is nothing to measure on.")
    return path
