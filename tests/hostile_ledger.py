"""A ledger whose every text would be a program if anything of it reached a page as it is."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Text, select, update
from sqlalchemy.exc import IntegrityError

from accordingto.ledger import Ledger
from accordingto.ledger.schema import metadata

PAYLOAD = "zq'\"></textarea></title></style></svg><script>window.hit=1</script><img src=x onerror=window.hit=1>{{7*7}}"
ADDRESS = "javascript:window.hit=1//zq"
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", "=cmd|' /C calc'!A0")

# What is no words: digests, dates, values of closed lists by which the program decides, and how rows find one another.
_KEPT = {
    "digest", "at", "published", "captured", "read_at", "first_read_at", "first_seen_at", "said", "said_start",
    "said_end", "start", "end", "created_at", "expires_at", "revoked_at", "checked_at", "kept_at", "until", "key",
    "source_key", "claim_key", "by_key", "parent_key", "refers_to_key", "name_key", "state", "role:spans", "role:times",
    "role:claim_sources", "sameness", "program_version", "salt", "told", "previous", "report_digest", "identifier",
    "one_report", "other_report", "item", "revision", "original", "data", "body", "credits", "facts", "password",
    "cell", "verdict", "status:verifications", "status:register", "kind:tombstones", "role:users", "rules", "exact",
}  # fmt: skip


def poison(path: Path) -> int:
    """Put the payload into every text of a ledger; returns into how many columns."""
    poisoned = set()
    with Ledger.open(path) as opened, opened.writing_connection() as connection:
        for table in metadata.sorted_tables:
            names = [column.name for column in table.c if isinstance(column.type, Text)]
            names = [name for name in names if not {name, f"{name}:{table.name}"} & _KEPT]
            primary = list(table.primary_key.columns)
            for row in connection.execute(select(table)).mappings().all():
                mine = [column == row[column.name] for column in primary]
                for name in names:
                    if row[name] is None and name in ("country", "anonymity", "polarity", "certainty"):
                        continue
                    words = _poisoned(name, row[name]).replace("zq", f"zq{row[primary[0].name]}", 1)
                    try:
                        with connection.begin_nested():
                            connection.execute(update(table).where(*mine).values({name: words}))
                    except IntegrityError:
                        continue
                    poisoned.add((table.name, name))
    return len(poisoned)


def _poisoned(name: str, value: str | None) -> str:
    if value and value[0] in "[{":
        return json.dumps(_within(json.loads(value)))
    return ADDRESS if name in ("url", "address") else PAYLOAD


def _within(value: object) -> object:
    if isinstance(value, dict):
        return {key: _within(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_within(part) for part in value]
    return PAYLOAD if isinstance(value, str) else value
