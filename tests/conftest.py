"""What all tests share: markers that skip where something is absent, each saying why."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def _model_is_there() -> bool:
    return (resources.files("accordingto") / "reading" / "model" / "manifest.json").is_file()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what cannot run here, and the gate unless it is asked for."""
    asked = config.getoption("-m") or ""
    absent = {
        "model": None if _model_is_there() else "no reading model in src/accordingto/reading/model",
        "shared": None if SHARED.is_dir() else "no corpora and samples in ../shared",
        "gate": None if "gate" in asked else "slow; runs with -m gate",
    }
    for item in items:
        for marker, why in absent.items():
            if why and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and samples; for tests marked `shared`."""
    return SHARED
