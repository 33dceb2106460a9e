"""The project's tasks; `nox --list` names them. They run in the environment nox itself stands in."""

import os
import sys
from pathlib import Path

import nox

# So that `.venv/bin/nox` finds its neighbours without the environment being activated.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
nox.options.default_venv_backend = "none"
nox.options.sessions = ["tests", "lint", "format", "types", "layers", "spelling"]


@nox.session
def tests(session: nox.Session) -> None:
    """All tests that need neither a network nor an accelerator."""
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    session.run("ruff", "check", ".")


@nox.session
def format(session: nox.Session) -> None:  # noqa: A001
    session.run("ruff", "format", "--check", *session.posargs, ".")


@nox.session
def types(session: nox.Session) -> None:
    session.run("mypy")


@nox.session
def layers(session: nox.Session) -> None:
    """Who may import whom (tool.importlinter in pyproject.toml)."""
    session.run("lint-imports")


@nox.session
def spelling(session: nox.Session) -> None:
    session.run("codespell")


@nox.session
def gate(session: nox.Session) -> None:
    """The scores on dev data against evaluation/floors.toml; needs ../shared, else says so."""
    session.run("python", "-m", "evaluation.gate", *session.posargs)
