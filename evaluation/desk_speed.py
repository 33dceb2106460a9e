"""How long a browser waits for the ledger page and for its filters, beside Datasette on the same file.

    python -m evaluation.desk_speed LEDGER [--rounds 5]

LEDGER is one of `evaluation.desk_ledger` with a million claims. Needs Chromium, playwright and datasette (which is
installed for this only). Both servers run at once on this machine, each page is opened in turn in a new browser
context, and the medians of first contentful paint are given with their ratio.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

CHROMIUM = "/usr/bin/chromium"
_DESK, _DATASETTE = 8020, 8021
_PAINT = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0]"
# What is asked → the address at the desk, the address at Datasette.
PAGES = {
    "first page": ("/", "/{name}/claims"),
    "one act": ("/?act=deny", "/{name}/claims?act=deny"),
    "one source": ("/?source=bakate", "/{name}/claims?source_name__contains=bakate"),
    "two words": ("/?query=florida+election", "/{name}/claims?_search=florida+election"),
    "least sure": ("/?sort=least-sure", "/{name}/claims?_sort=confidence"),
    "one act of one day": (
        "/?act=deny&said_from=2020-03-01&said_until=2020-03-01", "/{name}/claims?act=deny&said_start=2020-03-01"
    ),
}  # fmt: skip


@contextmanager
def served(command: list[str], port: int) -> Iterator[None]:
    """Run a server for the block."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                httpx2.get(f"http://127.0.0.1:{port}/", timeout=30)
                break
            except httpx2.TransportError:
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(30)


def paint(browser: Any, address: str) -> float:
    """Return the milliseconds from asking for a page to its first contentful paint."""
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(address, wait_until="load", timeout=60_000)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status if answer else 'nothing'}.")
    if "/login" in page.url:
        raise SystemExit("The ledger has users: measure on one without, which the desk opens without login.")
    # The desk's policy forbids the evaluation that waiting for a function needs.
    while (milliseconds := page.evaluate(_PAINT)) is None:
        time.sleep(0.02)
    context.close()
    return float(milliseconds)


def main(argv: list[str] | None = None) -> None:
    """Measure and print one line of JSON for each kind of page."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description="The desk's pages beside Datasette's.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(argv)
    desk = [sys.executable, "-m", "accordingto", "serve", str(given.ledger), "--port", str(_DESK)]
    other = [sys.executable, "-m", "datasette", "serve", str(given.ledger), "--port", str(_DATASETTE)]
    other += ["--setting", "sql_time_limit_ms", "20000"]
    with served(desk, _DESK), served(other, _DATASETTE), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (ours, theirs) in PAGES.items():
            addresses = {
                "desk": f"http://127.0.0.1:{_DESK}{ours}",
                "datasette": f"http://127.0.0.1:{_DATASETTE}{theirs.format(name=given.ledger.stem)}",
            }
            times: dict[str, list[float]] = {who: [] for who in addresses}
            for _ in range(given.rounds):
                for who, address in addresses.items():
                    times[who].append(paint(browser, address))
            medians = {who: round(statistics.median(some)) for who, some in times.items()}
            print(json.dumps({"page": name} | medians | {"ratio": round(medians["desk"] / medians["datasette"], 2)}))
        browser.close()


if __name__ == "__main__":
    main()
