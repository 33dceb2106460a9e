"""Kills the program at random moments and looks at what the ledger has lost: a recorded run that can be resumed.

    nice -n 15 python -m evaluation.crashes --kills 1000 --work FOLDER --figures evaluation/crashes.json
    python -m evaluation.crashes --kills 200 --work FOLDER --server postgresql://user@host/postgres

Each round starts a command in a process of its own (`read`, `follow`, `link`, or decisions about claims), kills it with
SIGKILL at a random moment, and opens the ledger again. What the command had said to be kept must be there, once; at
most the one thing it was about may be there in addition; `check` must find nothing. After every 40 rounds the work is
done to its end and must be that of a run which nobody killed. Readings are invented (evaluation.invented_ledger); all
else is the program as it ships. With `--server` a new database is made for every 40 rounds. Only processes that were
killed before they had ended count.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import select as files
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from accordingto.ledger import Ledger
from accordingto.ledger.care.check import check
from accordingto.ledger.linkage import tables
from accordingto.ledger.review import tables as desk
from accordingto.ledger.schema import feed_items, reports
from accordingto.linking import engine
from evaluation.crash_acts import ACTS, Scene, feed_server, prepare
from evaluation.shared import ROOT

FIGURES = ROOT / "evaluation" / "crashes.json"
GENERATION = 40
"""Rounds until a ledger is finished, compared, and a new one begun."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: `moment` is when the process was killed (seconds), `ended` whether it was done before.

    `kept` is what the command had said to be kept; `faults` are what is wrong afterwards, in words.
    """

    number: int
    action: str
    moment: float
    ended: bool
    kept: int
    faults: tuple[str, ...]


class Crashes:
    """One run: a folder with ledgers, and the moments that the seed gives."""

    def __init__(self, work: Path, server: str | None, seed: int) -> None:
        self.work = work
        self.server = server
        self.seed = seed
        self.usual = dict.fromkeys(ACTS, 0.3)
        self.known: _State | None = None
        work.mkdir(parents=True, exist_ok=True)

    def rounds(self, first: int, kills: int) -> Iterator[Round]:
        """Yield rounds from number `first` until so many processes were killed."""
        with feed_server(self.work) as port:
            self._learn_how_long(port)
            number = first
            while kills > 0:
                place = self._place(number // GENERATION)
                made = self._round(number, place, port)
                number, kills = number + 1, kills - (not made.ended)
                yield made
                if number % GENERATION == 0 or kills == 0:
                    self._finish(place, port)

    def _learn_how_long(self, port: int) -> None:
        """Run every action to its end, so that the moments spread over all of it."""
        place = self.work / "tried.db"
        acts = {action: partial(ACTS[action], Scene(str(place), self.work, port)) for action in ACTS}
        for act in acts.values():
            _loaded(act)
        for left in self.work.glob("tried.db*"):
            left.unlink()
        for action, act in acts.items():
            _, self.usual[action], _ = _killed(act, 600)
        for left in self.work.glob("tried.db*"):
            left.unlink()

    def _place(self, generation: int) -> str:
        if self.server is None:
            return str(self.work / f"ledger-{generation}.db")
        name = f"crashes_{self.seed}_{generation}"
        import psycopg

        with psycopg.connect(f"{self.server}", autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        head, mark, options = self.server.partition("?")
        return f"{head.rpartition('/')[0]}/{name}{mark}{options}"

    def _round(self, number: int, place: str, port: int) -> Round:
        chance = random.Random(f"{self.seed} {number}")  # noqa: S311
        action = tuple(ACTS)[number % len(ACTS)]
        if self.known is None or number % GENERATION == 0:
            self.known = _state(place) if number % GENERATION else _State()
        before = self.known
        acting = partial(ACTS[action], Scene(place, self.work, port, before.reports, f"{self.seed} {number}"))
        moment = chance.uniform(0, 1.05 * self.usual[action])
        said, _, ended = _killed(acting, moment)
        # The machine may be busier now.
        self.usual[action] *= 0.95 if ended else 1.05 if not said else 1
        self.known = _state(place)
        faults = tuple(_faults(action, before, self.known, said))
        return Round(number, action, round(moment, 4), ended, len(said), faults)

    def _finish(self, place: str, port: int) -> None:
        """Do what is left and compare with a ledger that nobody disturbed."""
        before = _state(place)
        for action in ("read", "follow", "link"):
            _, _, ended = _killed(partial(ACTS[action], Scene(place, self.work, port, before.reports)), 600)
            assert ended, action
        found = _everything(place)
        quiet = self.work / "undisturbed.db"
        quiet.unlink(missing_ok=True)
        with Ledger.open(place) as ledger, Ledger.open(quiet) as other:
            for report in ledger.reports():
                other.add(ledger.reading(report.number))
            engine.link(other)
        expected = _everything(str(quiet))
        assert found == expected, f"{place}: not what an undisturbed run makes"


@dataclass(frozen=True, slots=True)
class _State:
    """What is in a ledger: reports by number, how many are linked, items seen, revisions by claim, log entries."""

    reports: frozenset[int] = frozenset()
    linked: int = 0
    seen: frozenset[int] = frozenset()
    revisions: tuple[tuple[int, int], ...] = ()
    decisions: int = 0
    faults: tuple[str, ...] = ()


def _state(place: str) -> _State:
    with Ledger.open(place) as ledger:
        found = check(ledger)
        with ledger.reading_connection() as connection:
            numbers = [int(url.rpartition("/")[2]) for url in connection.scalars(select(reports.c.url))]
            doubled = [number for number, count in Counter(numbers).items() if count > 1]
            seen = {int(item) for item in connection.scalars(select(feed_items.c.item))}
            linked = connection.scalar(select(func.count()).select_from(tables.linked)) or 0
            rows = connection.execute(select(desk.checks.c.claim_id, desk.checks.c.revision)).all()
    faults = [str(fault) for fault in found.faults] + [f"report {number} is there twice" for number in doubled]
    revisions = tuple((row.claim_id, row.revision) for row in rows)
    return _State(frozenset(numbers), linked, frozenset(seen), revisions, found.decisions, tuple(faults))


def _faults(action: str, before: _State, after: _State, said: list[Any]) -> Iterator[str]:
    """Yield what is wrong after a round in which `said` was said to be kept."""
    yield from after.faults
    if action in {"read", "follow"}:
        lost = set(said) - after.reports
        yield from (f"report {number} is lost" for number in sorted(lost))
        new = after.reports - before.reports
        yield from [f"{len(new)} reports are new, but only {len(said)} were told"] if len(new - set(said)) > 1 else []
        yield from (f"item {n} is seen, its report not there" for n in sorted(after.seen - after.reports))
    elif action == "link":
        more = after.linked - before.linked
        if not len(said) <= more <= len(said) + 1:
            yield f"{more} readings are linked, where {len(said)} were told"
    else:
        more = after.decisions - before.decisions
        if not len(said) <= more <= len(said) + 1:
            yield f"{more} decisions are in the log, where {len(said)} were told"
        revisions = dict(after.revisions)
        yield from (f"the decision about claim {c} is lost" for c, r in said if revisions.get(c, 0) < r)
    if not before.reports <= after.reports or after.linked < before.linked or after.decisions < before.decisions:
        yield "what was there before is lost"


def _killed(act: Callable[[], None], moment: float) -> tuple[list[Any], float, bool]:
    """Run `act` in a process of its own and kill that after `moment` seconds.

    Returns what it said to be kept, how long it ran, and whether it had ended by itself.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _run(act, writing)
    os.close(writing)
    ended, output = False, b""
    while (left := began + moment - time.monotonic()) > 0 and not ended:
        if files.select([reading], [], [], left)[0]:
            some = os.read(reading, 65536)
            output, ended = output + some, not some
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    took = time.monotonic() - began
    while some := os.read(reading, 65536):
        output += some
    os.close(reading)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, output.decode()[-2000:]
    # A line without its end was not said.
    told = [_told(line) for line in output.decode().split("\n")[:-1]]
    return [what for what in told if what is not None], took, ended or not os.WIFSIGNALED(status)


def _run(act: Callable[[], None], output: int) -> None:
    """Be the program: standard output goes to whoever watches. Never returns."""
    code = 1
    try:
        os.dup2(output, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        act()
        sys.stdout.flush()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException as error:
        os.write(output, f"\n{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def _loaded(act: Callable[[], None]) -> None:
    """Run `act` here, silently, so that processes begin with all modules and tables loaded."""
    sys.stdout.flush()
    kept = os.dup(1)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    try:
        act()
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(silent)
    gc.collect()
    assert threading.active_count() == 1, "a process with threads must not be forked"


def _told(line: str) -> Any:
    """Return what a line says to be kept: the number of a report, [claim, revision], or how many are linked."""
    if line.startswith('{"document"'):
        return int(json.loads(line)["document"]["url"].rpartition("/")[2])
    if found := re.search(r"\((\d+)\) · ", line):
        return int(found[1])
    return json.loads(line) if line.startswith("[") else None


def _everything(place: str) -> dict[str, Any]:
    """Return all readings and all that linking found, by digests, whatever their order."""
    with Ledger.open(place) as ledger:
        read_back = {ledger.reading(report.number).to_json() for report in ledger.reports()}
        with ledger.reading_connection() as connection:
            digests = {row.id: row.digest for row in connection.execute(select(tables.propositions))}
            rows = connection.execute(select(tables.relations))
            relations = {(digests[r.one_id], digests[r.other_id], r.kind, r.score, r.why) for r in rows}
            waiting = connection.scalar(select(func.count()).select_from(tables.unlinked))
    return {"readings": read_back, "relations": relations, "waiting": waiting, "propositions": set(digests.values())}


def main() -> None:
    """Run, going on where an earlier run was, and write the figures."""
    parser = argparse.ArgumentParser(description="Kills the program at random moments and looks at the ledger.")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--work", type=Path, required=True, help="a folder for ledgers and for the record")
    parser.add_argument("--server", help="postgresql://user@host/postgres: ledgers on this server")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--figures", type=Path, help="where to write the figures when all is done")
    given = parser.parse_args()
    prepare()
    crashes = Crashes(given.work, given.server, given.seed)
    record = given.work / "rounds.jsonl"
    done = [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []
    with record.open("a", encoding="utf-8") as written:
        for made in crashes.rounds(len(done), given.kills - sum(not made["ended"] for made in done)):
            done.append(asdict(made))
            written.write(json.dumps(done[-1]) + "\n")
            written.flush()
    figures = _figures(done, "postgresql" if given.server else "sqlite")
    print(json.dumps(figures, indent=2))
    if given.figures:
        given.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if figures["faults"] else 0)


def _figures(done: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    killed = [made for made in done if not made["ended"]]
    return {
        "database": kind,
        "rounds": len(done),
        "killed": {action: sum(made["action"] == action for made in killed) for action in ACTS},
        "killed_with_something_kept": sum(made["kept"] > 0 for made in killed),
        "kept": sum(made["kept"] for made in done),
        "faults": [fault for made in done for fault in made["faults"]],
    }


if __name__ == "__main__":
    main()
