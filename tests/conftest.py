"""What all tests share: markers that skip where something is absent, each saying why."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import postgres_server
import pytest
from postgres_server import Server

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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; skips where there is none."""
    why = postgres_server.missing()
    if why:
        pytest.skip(why)
    with postgres_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def ledger_database(postgres: Server) -> str:
    """The name of a database with an empty ledger, of which the server makes copies quickly."""
    from accordingto.ledger import Ledger

    postgres.execute("CREATE DATABASE ledger_template TEMPLATE template0")
    Ledger.open(postgres.address("ledger_template")).close()
    return "ledger_template"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a ledger: a file that is not there yet, and a database on a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    server: Server = request.getfixturevalue("postgres")
    address = server.new_database(request.getfixturevalue("ledger_database"))
    yield address
    server.drop(address)
