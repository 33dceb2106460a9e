"""A user's list of people and organisations, and which of them a source is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from accordingto.errors import InputError, UnreadableError
from accordingto.linking.entities.keys import full_keys, short_keys
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.same import Form, compare, form_of
from accordingto.records.source import KINDS

_COLUMNS = {
    "identifier": ("identifier", "id", "wikidata", "wikidata_id", "qid"),
    "name": ("name", "label"),
    "aliases": ("aliases", "alias", "names", "other_names"),
    "kind": ("kind", "type"),
    "country": ("country", "country_code"),
}
_KINDS = {kind: kind for kind in KINDS} | {
    "per": "person", "human": "person", "people": "person", "org": "organisation", "organization": "organisation",
    "company": "organisation", "party": "organisation", "media": "outlet", "newspaper": "outlet", "agency": "outlet",
    "place": "place-as-government", "loc": "place-as-government", "state": "place-as-government",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """One entry of the list: an identifier such as a Wikidata id, a name, other names, a kind and a country."""

    identifier: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None

    def forms(self) -> tuple[Form, ...]:
        """Return the forms of its names; where its kind is not told, those of a person and of a body."""
        kinds = (self.kind,) if self.kind else ("person", "organisation", "place-as-government")
        parties = [Party("", "", n, k, True, None, self.country) for n in (self.name, *self.aliases) for k in kinds]
        return tuple(form for party in parties if (form := form_of(party)) is not None)


class KnownList:
    """The user's list, to be asked which entry a source is."""

    def __init__(self, entries: Iterable[KnownEntity]) -> None:
        self.entries = {entry.identifier: entry for entry in entries}
        self._forms = {identifier: entry.forms() for identifier, entry in self.entries.items()}
        self._by_key: dict[str, set[str]] = {}
        for identifier in self.entries:
            for key in self.keys(identifier):
                self._by_key.setdefault(key, set()).add(identifier)
        self._found: dict[Form, str | None] = {}

    def keys(self, identifier: str) -> frozenset[str]:
        """Return the keys under which sources that are this entry are found."""
        return frozenset(key for form in self._forms[identifier] for key in full_keys(form) | short_keys(form))

    def entry_of(self, form: Form) -> str | None:
        """Return the identifier of the one entry that the form fits by name, country and kind; None if not just one."""
        if form not in self._found:
            near = {i for key in full_keys(form) | short_keys(form) for i in self._by_key.get(key, ())}
            fitting = {i for i in near if any(compare(form, f).answer == "same" for f in self._forms[i])}
            self._found[form] = fitting.pop() if len(fitting) == 1 else None
        return self._found[form]


@dataclass(frozen=True, slots=True)
class KnownReport:
    """What reading a list gave: the entries, and an error in plain words for each line left out."""

    entries: tuple[KnownEntity, ...]
    errors: tuple[InputError, ...]


def read_known(path: Path) -> KnownReport:
    """Read a list of known people and organisations from CSV or JSON Lines; bad lines are told, the rest go on.

    Raises UnreadableError where the file cannot be opened or is not UTF-8, InputError where no column gives a name.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be opened ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from error
    rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text, path)
    entries: dict[str, KnownEntity] = {}
    errors: list[InputError] = []
    for line, row in rows:
        try:
            entry = _entry(row)
        except ValueError as error:
            errors.append(InputError(f"{path}, line {line}: {error}"))
            continue
        if entry.identifier in entries and entries[entry.identifier] != entry:
            errors.append(InputError(f"{path}, line {line}: the identifier {entry.identifier!r} was given before."))
        else:
            entries[entry.identifier] = entry
    return KnownReport(tuple(entries.values()), tuple(errors))


Row = dict[str, object] | ValueError


def _json_rows(text: str) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            yield number, ValueError("is not JSON.")
            continue
        if isinstance(data, dict):
            yield number, {str(key).strip().lower(): value for key, value in data.items()}
        else:
            yield number, ValueError('is not a JSON object such as {"name": …}.')


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, Row]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: Sequence[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip().lower().replace(" ", "_") for cell in cells]
                if not set(header) & set(_COLUMNS["name"]):
                    raise InputError(f"{path}: no column is called “name”. The first line must name the columns.")
                continue
            if len(cells) > len(header):
                yield reader.line_num, ValueError("has more cells than the first line has columns.")
            else:
                yield reader.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        yield reader.line_num, ValueError(f"is not CSV ({error}).")


def _entry(row: Row) -> KnownEntity:
    if isinstance(row, ValueError):
        raise row
    name = _text(row, "name")
    if not name or not any(c.isalnum() for c in name):
        raise ValueError("has no name.")
    country = (_text(row, "country") or "").upper() or None
    if country is not None and not re.fullmatch(r"[A-Z]{2}", country):
        raise ValueError(f"the country {country!r} is not a two-letter code such as “UA”.")
    kind = (_text(row, "kind") or "").lower() or None
    if kind is not None and kind not in _KINDS:
        raise ValueError(f"the kind {kind!r} is none of: {', '.join(KINDS)}.")
    others = _value(row, "aliases")
    if others is None or isinstance(others, str):
        others = re.split(r"[;|]", others or "")
    if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
        raise ValueError("the aliases are not a list of names.")
    aliases = tuple(dict.fromkeys(" ".join(a.split()) for a in others if any(c.isalnum() for c in a)))
    return KnownEntity(_text(row, "identifier") or name, name, aliases, _KINDS[kind] if kind else None, country)


def _value(row: dict[str, object], column: str) -> object:
    return next((row[key] for key in _COLUMNS[column] if row.get(key) not in (None, "")), None)


def _text(row: dict[str, object], column: str) -> str | None:
    value = _value(row, column)
    if value is None:
        return None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError(f"the {column} is not text.")
    return " ".join(str(value).split()) or None
