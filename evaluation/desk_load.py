"""A hundred reviewers at one desk: is every acknowledged edit kept, even where the server is killed in the middle?

    python -m evaluation.desk_load LEDGER [--reviewers 100] [--minutes 5] [--every 3] [--port 8010]

LEDGER is one of `evaluation.desk_ledger`; it is changed. Each reviewer takes a claim from the queue and decides about
it, once every few seconds, by the API with a token of their own. In the middle the server is killed (kill -9) and
started again; what was not answered then may or may not have been kept and is told apart. At the end the log must hold
every edit that was acknowledged, once, and its chain must verify.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from accordingto.ledger import Ledger
from accordingto.ledger.people import tokens, users
from accordingto.ledger.review import log

_ACTS = ("assert", "deny", "warn", "announce", "urge", "accuse")


@dataclass
class Heard:
    """What the reviewers were answered: seconds of each answer, edits that were acknowledged, and faults."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"take": [], "edit": []})
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    cut: int = 0


def people(path: Path, count: int) -> list[str]:
    """Make so many reviewers and return a token for each."""
    made = []
    run = format(random.getrandbits(32), "08x")
    with Ledger.open(path, create=False) as ledger, ledger.writing_connection() as connection:
        for number in range(count):
            name = f"reviewer-{run}-{number}"
            users.add(connection, name, "reviewer", None)
            made.append(tokens.issue(connection, name, "load", 1))
    return made


def start(path: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers."""
    command = [sys.executable, "-m", "accordingto", "serve", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/api/v1/health", timeout=5).status_code == 200:
                return server
        except httpx2.TransportError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


async def reviewer(client: httpx2.AsyncClient, token: str, every: float, until: float, heard: Heard) -> None:
    """Take and decide until the time is over, at the given pace."""
    headers = {"Authorization": f"Bearer {token}"}
    chance = random.Random(token)  # noqa: S311
    await asyncio.sleep(chance.random() * every)
    while (begun := time.monotonic()) < until:
        try:
            await _edit(client, headers, chance, heard)
        except httpx2.TransportError:  # the server is down for a moment: nobody knows what became of it
            heard.cut += 1
            await asyncio.sleep(0.5)
        await asyncio.sleep(max(0.0, every - (time.monotonic() - begun)))


async def _edit(client: httpx2.AsyncClient, headers: dict[str, str], chance: random.Random, heard: Heard) -> None:
    begun = time.perf_counter()
    taken = await client.post("/api/v1/reviews/next", json={"count": 1}, headers=headers)
    heard.seconds["take"].append(time.perf_counter() - begun)
    if taken.status_code != 200:
        heard.faults[f"take {taken.status_code} {taken.text[:200]}"] += 1
        return
    claim = taken.json()["claims"][0]
    headers = headers | {"If-Match": f'"{claim["id"]}-{claim["revision"]}"'}
    begun = time.perf_counter()
    if chance.random() < 0.5:
        act = chance.choice([act for act in _ACTS if act != claim["act"]])
        answer = await client.patch(f"/api/v1/claims/{claim['id']}", json={"act": act}, headers=headers)
    else:
        decision = {"decision": chance.choice(["accept", "reject"])}
        answer = await client.post(f"/api/v1/claims/{claim['id']}/reviews", json=decision, headers=headers)
    heard.seconds["edit"].append(time.perf_counter() - begun)
    if answer.status_code == 200:
        told = answer.json()
        heard.edits.append((told["id"], told["revision"], told["state"]))
    else:
        heard.faults[f"edit {answer.status_code} {answer.text[:200]}"] += 1


async def _run(path: Path, given: argparse.Namespace, heard: Heard) -> None:
    made = people(path, given.reviewers)
    server = start(path, given.port)
    until = time.monotonic() + 60 * given.minutes
    limits = httpx2.Limits(max_connections=given.reviewers)
    address = f"http://127.0.0.1:{given.port}"
    async with httpx2.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        work = [asyncio.create_task(reviewer(client, token, given.every, until, heard)) for token in made]
        await asyncio.sleep(30 * given.minutes)
        server.send_signal(signal.SIGKILL)
        server.wait()
        server = await asyncio.to_thread(start, path, given.port)
        await asyncio.gather(*work)
    server.terminate()
    server.wait(30)


def missing(path: Path, edits: list[tuple[int, int, str]], since: int) -> tuple[int, int, int]:
    """Return (acknowledged edits that the log lacks, edits logged but not acknowledged, entries in all).

    Entries up to number `since` were there before.
    """
    with Ledger.open(path, create=False) as ledger, ledger.reading_connection() as connection:
        verified = log.verify(connection)
        if verified.first_broken is not None:
            raise SystemExit(f"The chain of the log is broken at entry {verified.first_broken}: {verified.why}")
        kept: Counter[tuple[int, str]] = Counter()
        before: int | None = None
        while some := log.entries(connection, before_id=before, limit=1000):
            kept.update((e.claim_id or 0, (e.after or {})["state"]) for e in some if e.id > since and e.claim_id)
            before = some[-1].id
    told = Counter((claim, state) for claim, _, state in edits)
    return sum((told - kept).values()), sum((kept - told).values()), verified.entries


def main(argv: list[str] | None = None) -> None:
    """Run the load and print what was measured as JSON; exit code 1 where an edit is lost or anything failed."""
    parser = argparse.ArgumentParser(description="A hundred reviewers at one desk.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--reviewers", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--every", type=float, default=3)
    parser.add_argument("--port", type=int, default=8010)
    given = parser.parse_args(argv)
    with Ledger.open(given.ledger, create=False) as ledger, ledger.reading_connection() as connection:
        since = next((entry.id for entry in log.entries(connection, limit=1)), 0)
    heard = Heard()
    asyncio.run(_run(given.ledger, given, heard))
    lost, more, entries = missing(given.ledger, heard.edits, since)
    told = {"edits": len(heard.edits), "lost": lost, "kept_but_not_answered": more, "cut_off": heard.cut,
            "faults": dict(heard.faults), "log_entries": entries}  # fmt: skip
    for name, seconds in heard.seconds.items():
        ordered = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else [0.0] * 99
        told[f"{name}_ms"] = {"p50": _ms(ordered[49]), "p95": _ms(ordered[94]), "p99": _ms(ordered[98]),
                              "max": _ms(max(seconds, default=0))}  # fmt: skip
    print(json.dumps(told, indent=1))
    sys.exit(1 if lost or heard.faults or more > heard.cut else 0)


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)


if __name__ == "__main__":
    main()
