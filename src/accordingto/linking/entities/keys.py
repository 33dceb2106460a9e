"""Static keys under which a source is found by others that may be the same."""

from __future__ import annotations

from functools import lru_cache

from accordingto.linking.entities.body import body_keys
from accordingto.linking.entities.party import Party
from accordingto.linking.entities.person import person_keys
from accordingto.linking.entities.same import Form, form_of


def keys_of(party: Party) -> tuple[str, ...]:
    """Return the keys of a source, sorted; none for one without a name, which is never looked up.

    Two that `same` calls the same share a key of the full kind, or both a key of the short kind (it begins with `~`).
    """
    form = form_of(party)
    return () if form is None else tuple(sorted(full_keys(form) | short_keys(form)))


def full_keys(form: Form) -> frozenset[str]:
    """Return the keys that full names of one source share."""
    return _keys(form)[0]


def short_keys(form: Form) -> frozenset[str]:
    """Return the keys under which a surname or an abbreviation is looked up, and those it is found by."""
    return _keys(form)[1]


@lru_cache(maxsize=100_000)
def _keys(form: Form) -> tuple[frozenset[str], frozenset[str]]:
    full: set[str] = set()
    short: set[str] = set()
    for sort, name in (("person", form.person), ("body", form.body)):
        if name is None:
            continue
        strong, weak = person_keys(name) if sort == "person" else body_keys(name)  # type: ignore[arg-type]
        full.update(f"{sort} {key}" for key in strong)
        short.update(f"~{sort} {key}" for key in weak)
    return frozenset(full), frozenset(short)
