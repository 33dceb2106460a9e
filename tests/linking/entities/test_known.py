from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import InputError, UnreadableError
from accordingto.linking.entities.known import KnownEntity, read_known


def written(folder: Path, text: str, name: str = "known.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding, newline="")
    return path


def test_csv_with_a_byte_order_mark_other_cases_and_columns_missing(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Name,Aliases,Wikidata,KIND\r\nDario Lenk,Harbour Fox; The Boss|Lenk,Q1,Person\r\n",
        encoding="utf-8-sig",
    )
    assert read_known(path).entries == (KnownEntity("Q1", "Dario Lenk", ("Harbour Fox", "The Boss", "Lenk"), "person"),)
    assert read_known(written(tmp_path, "name\nDario Lenk\n")).entries == (KnownEntity("Dario Lenk", "Dario Lenk"),)


def test_a_spreadsheet_with_semicolons(tmp_path: Path) -> None:
    path = written(tmp_path, "id;name;aliases;country\nQ1;Dario Lenk;Harbour Fox|Boss;no\n")
    assert read_known(path).entries == (KnownEntity("Q1", "Dario Lenk", ("Harbour Fox", "Boss"), None, "NO"),)


def test_json_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"identifier": 7, "name": "Strait Watch", "aliases": ["SW"], "kind": "org"}\n\n{"name": "Ana Rossi"}\n',
    )
    first, second = read_known(path).entries
    assert first == KnownEntity("7", "Strait Watch", ("SW",), "organisation")
    assert second.name == "Ana Rossi"


def test_bad_lines_are_told_with_their_number_and_the_rest_go_on(tmp_path: Path) -> None:
    lines = ["Q1,,person,", "Q2,Ana Rossi,wizard,", "Q3,Ana Rossi,person,Norway", "Q4,Dario Lenk,person,NO"]
    text = "\n".join(["id,name,kind,country", *lines, "Q5,a,b,c,d", "Q4,Else,,", ""])
    report = read_known(written(tmp_path, text))
    assert [entry.identifier for entry in report.entries] == ["Q4"]
    assert [str(error).split("known.csv, ")[1].split(":")[0] for error in report.errors] == [
        "line 2", "line 3", "line 4", "line 6", "line 7",
    ]  # fmt: skip
    assert "no name" in str(report.errors[0])
    broken = read_known(
        written(tmp_path, '{"name": "Ana"}\n{oops\n[1]\n{"name": ["x"]}\n{"name": "B", "aliases": 3}\n')
    )
    assert len(broken.entries) == 1
    assert [str(error).split("line ")[1][0] for error in broken.errors] == ["2", "3", "4", "5"]


def test_what_cannot_be_read_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_known(tmp_path / "absent.csv")
    (tmp_path / "latin.csv").write_bytes(b"name\nJos\xe9\n")
    with pytest.raises(UnreadableError, match="UTF-8"):
        read_known(tmp_path / "latin.csv")
    with pytest.raises(InputError, match="no column is called"):
        read_known(written(tmp_path, "who,what\nAna,x\n"))
    assert read_known(written(tmp_path, "")).entries == ()


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("known") / "list.csv"
    path.write_bytes(("name,aliases\n" + text).encode("utf-8", "replace"))
    report = read_known(path)
    assert all(entry.name for entry in report.entries)
