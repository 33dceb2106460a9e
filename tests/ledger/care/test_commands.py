"""The same commands on a file and on a server, and those that look after a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from full_ledger import fill
from postgres_server import Server
from typer.testing import CliRunner

from accordingto.cli.app import app
from accordingto.ledger import Ledger
from accordingto.ledger.database import named
from accordingto.ledger.review import listing
from evaluation.invented_ledger import readings

COMMANDS = [
    ("show",),
    ("show", "3"),
    ("search", "people"),
    ("search", '"at least 7" search*', "--format", "csv"),
    ("search", "--source", "engineers", "--format", "json"),
    ("story", "Veneil massacre"),
    ("source", "Haceilt Waigalt"),
    ("origins", "1/C1"),
    ("duplicates", "--format", "json"),
    ("contradictions", "--format", "csv"),
    ("explain", "1/C1"),
    ("log", "--format", "json"),
    ("log", "--verify"),
    ("check",),
    ("link",),
]


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "FORCE_COLOR": None})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout_bytes.decode(), result.stderr


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres: Server) -> tuple[str, str]:
    """A ledger in a file, and the same on a server."""
    path = str(tmp_path_factory.mktemp("both") / "ledger.db")
    fill(path, list(readings(12)))
    address = postgres.new_database()
    code, _, said = run("move", path, address)
    assert (code, said.strip()) == (0, said.strip())
    assert "rows, the same in both" in said
    return path, address


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_the_same_of_both(both: tuple[str, str], command: tuple[str, ...]) -> None:
    name, *arguments = command
    one, other = (run(name, address, *arguments) for address in both)
    assert one[0] == other[0] == 0
    assert one[1] or one[2]
    assert one[1].replace(both[0], "LEDGER") == other[1].replace(named(both[1]), "LEDGER")
    assert one[2] == other[2]


def test_a_judgement_is_kept_on_both(both: tuple[str, str]) -> None:
    for address in both:
        assert run("judge", address, "1/S1", "different", "2/S1", "--note", "namesakes")[0] == 0
    one, other = (run("source", address, "Haceilt Waigalt") for address in both)
    assert one == other


def test_check_backup_restore_and_compact(tmp_path: Path) -> None:
    path, copy = str(tmp_path / "ledger.db"), str(tmp_path / "copy.db")
    fill(path, list(readings(3)))
    code, out, _ = run("check", path)
    assert code == 0
    assert out.startswith("3 reports, 3 readings, 9 claims, 2 decisions in the log: all as it must be.")
    assert run("backup", path, copy)[2].startswith(f"{copy}: ")
    assert "such a file already" in run("backup", path, copy)[2]
    with Ledger.open(path) as ledger, ledger.writing_connection() as connection:
        connection.exec_driver_sql("UPDATE reports SET text = 'else' WHERE id = 2")
    code, out, _ = run("check", path)
    assert code == 1
    assert "report 2: its text or address is not the one that was read" in out
    assert "faults. Keep it as it is and restore a backup." in out
    assert "it is there already" in run("restore", copy, path)[2]
    code, _, said = run("restore", copy, path, "--force")
    assert code == 0
    assert f"is kept as {path}.before-restore" in said
    assert run("check", path)[0] == 0
    assert "MB before" in run("compact", path)[2]
    assert run("check", str(tmp_path / "nowhere.db"))[0] == 1


def test_many_faults_are_cut_short(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    fill(path, list(readings(20)))
    with Ledger.open(path) as ledger, ledger.writing_connection() as connection:
        connection.exec_driver_sql("UPDATE claims SET content = 'else'")
    code, out, _ = run("check", path)
    assert code == 1
    assert len(out.splitlines()) == 52
    assert "… and 10 more" in out


FILTERS = [
    listing.Filters(),
    listing.Filters(query="people massacre"),
    listing.Filters(source="waigalt", published_from="1990-01-03", published_until="1990-01"),
    listing.Filters(number_from=10, number_until=20),
    listing.Filters(state=("accepted", "rejected"), act=(), confidence_from=0.1),
    listing.Filters(publisher="press", said_from="1990"),
    listing.Filters(standing=("contradicted", "none")),
]


@pytest.mark.parametrize("sort", listing.SORTS)
@pytest.mark.parametrize("filters", FILTERS, ids=range(len(FILTERS)))
def test_the_desk_lists_the_same_of_both(both: tuple[str, str], filters: listing.Filters, sort: str) -> None:
    found = []
    for address in both:
        with Ledger.open(address) as ledger, ledger.reading_connection() as connection:
            pages, cursor = [listing.counted(connection, filters)], None
            while page := listing.listed(connection, filters, sort, cursor, 4):
                pages.append(page.rows)
                cursor = page.after
                if cursor is None:
                    break
        found.append(pages)
    assert found[0] == found[1]
