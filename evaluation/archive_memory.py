"""Peak memory of reading crawls (WARC) of two sizes, each in a process of its own.

    python -m evaluation.archive_memory [--megabytes 100 1000] [--packed gz]

A crawl is made of invented pages (1 in 20 records) and of pictures of random bytes, written to a temporary folder.
"""

from __future__ import annotations

import argparse
import gzip
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PICTURE = 400_000
_CHILD = """
import sys, time
from pathlib import Path
from accordingto.ingest import ingest, IntakeOptions
began = time.process_time()
warnings = []
documents = sum(hasattr(item, "text") for item in ingest(sys.argv[1], IntakeOptions(warn=warnings.append)))
peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(f"{documents:,} reports, peak {int(peak) // 1024:,} MB, {time.process_time() - began:.0f} s of one core")
print(*warnings)
"""


def record(number: int, kind: str, body: bytes) -> bytes:
    """Return one response record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n" % kind.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2022-03-11T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://e.org/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def page(number: int) -> bytes:
    """Return an invented page of 40 paragraphs."""
    said = "".join(
        f"<p>The harbour master of town {number} said on day {day} that bridge {day * number} would stay closed.</p>"
        for day in range(40)
    )
    return f"<html><head><title>Bridge {number}</title></head><body><article>{said}</article></body></html>".encode()


def write(path: Path, megabytes: int, packed: bool) -> None:
    """Write a crawl of so many megabytes."""
    noise = random.Random(7)  # noqa: S311
    number = 0
    with path.open("wb") as out:
        while out.tell() < megabytes * 1_000_000:
            number += 1
            body = page(number) if number % 20 == 0 else noise.randbytes(_PICTURE)
            made = record(number, "text/html" if number % 20 == 0 else "image/jpeg", body)
            out.write(gzip.compress(made, 1) if packed else made)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write each crawl, read it in a process of its own, print its peak."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    given.add_argument("--megabytes", type=int, nargs="+", default=[100, 1000])
    given.add_argument("--packed", choices=["gz"])
    told = given.parse_args(arguments)
    for megabytes in told.megabytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"crawl.warc{'.gz' if told.packed else ''}"
            write(path, megabytes, bool(told.packed))
            print(f"{path.stat().st_size / 1e6:,.0f} MB:", flush=True)
            subprocess.run([sys.executable, "-c", _CHILD, str(path)], check=True)


if __name__ == "__main__":
    main()
