"""Fuzzes every parser of intake, guided by coverage, for as long as it is left to: a recorded run that can be resumed.

    nice -n 15 python -m evaluation.fuzzing run [PARSER] --work FOLDER    (needs atheris: pip install -e .[fuzzing])
    python -m evaluation.fuzzing state --work FOLDER                      how far it is, and what was found
    python -m evaluation.fuzzing record --work FOLDER                     writes evaluation/fuzzing.json, figures only

One parser after the other is fuzzed for a slice of inputs, each slice in a process of its own, the one that is furthest
from its goal first; FOLDER keeps the corpus that was grown, counts and findings. A finding is: an exception that is no
InputError, a document that cannot be written as JSON, over 10 s, over 1 GB, or anything done that reading must not do
(a file written or read outside the program's own, a name looked up, a connection, a program started). What took too
long or too much under the fuzzer, on a busy machine, counts only where it does so again alone. PDF and Parquet,
which have processes of their own with limits, are fuzzed without them; what ends the fuzzer is then read as the program
does.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import resource
import struct
import subprocess
import sys
import sysconfig
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from itertools import islice
from mmap import mmap
from pathlib import Path
from typing import Any

from evaluation.shared import ROOT, AbsentError

FIGURES = ROOT / "evaluation" / "fuzzing.json"
GOALS = {
    "html": 55_000, "mhtml": 15_000, "feed": 60_000, "opml": 120_000, "ninjs": 80_000, "newsml": 110_000,
    "nitf": 110_000, "jsonl": 80_000, "text": 60_000, "csv": 80_000, "parquet": 60_000, "warc": 60_000,
    "packed": 60_000, "zip": 110_000, "tar": 90_000, "mail": 40_000, "docx": 100_000, "pdf": 20_000, "anything": 60_000,
}  # fmt: skip
SLOW = {"html": 3000, "mhtml": 3000, "pdf": 2000}
SLICE = 5000
SECONDS = 10
MEGABYTES = 1024
_LONGEST = 20_000
_FORMATS = {
    "html": "HTML", "jsonl": "JSON_LINES", "zip": "ZIP", "mhtml": "MAIL"
}  # fmt: skip  # where the name is not the format's own
_DOCUMENTS = 1000
_PATIENCE = 30
_PAUSE = 60


class Guard:
    """Notes what the interpreter is asked to do while a parser runs that reading must not do."""

    WRITING = re.compile(r"[wax+]")
    DOING = re.compile(
        r"socket\.(?:connect|bind|getaddrinfo|gethostby\w+|sendto|sendmsg)|urllib\.Request|http\.client\.connect|"
        r"os\.(?:system|exec|fork|forkpty|posix_spawn|spawn|mkdir|rename|remove|rmdir|link|symlink|truncate|chmod|chown)|"
        r"subprocess\.Popen|shutil\.\w+|tempfile\.\w+|ftplib\.connect|smtplib\.connect|ctypes\.dlopen"
    )

    def __init__(self) -> None:
        prefixes = {sys.prefix, sys.base_prefix, sysconfig.get_paths()["stdlib"], str(ROOT), "/usr/share/zoneinfo"}
        self.own = tuple(os.path.realpath(prefix) + os.sep for prefix in prefixes)
        self.harmless = {os.devnull, tempfile.gettempdir()}  # who opens a folder gets a file without a name in it
        self.on = False
        self.noted: list[str] = []
        sys.addaudithook(self.hook)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an event of the interpreter (PEP 578) where it is not allowed."""
        if not self.on:
            return
        if event == "open":
            path, mode, flags = arguments
            if path in self.harmless or isinstance(path, int):  # an int is open already
                return
            writing = (isinstance(mode, str) and self.WRITING.search(mode)) or (
                isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            if writing or not os.path.realpath(os.fsdecode(path)).startswith(self.own):
                self.noted.append(f"{event} {path!r:.200} {mode}")
        elif self.DOING.fullmatch(event) and "accordingto.ingest." not in repr(arguments):  # their own processes
            self.noted.append(f"{event} {arguments!r:.200}")


def target(parser: str, within: bool = False) -> Callable[[bytes], tuple[int, int]]:
    """Return what reads one input with a parser; it returns how many documents and how many errors came.

    PDF and Parquet are read in a process of their own; `within` takes what runs in there into this one.
    """
    from accordingto.errors import InputError
    from accordingto.ingest.dispatch import documents
    from accordingto.ingest.formats import Format
    from accordingto.ingest.options import IntakeOptions
    from evaluation.fuzzing_seeds import wrapped

    def read(data: bytes) -> tuple[int, int]:
        kind = None if parser == "anything" else Format[_FORMATS.get(parser, parser.upper())]
        name = None if kind is None else f"fuzz.{parser}"
        found = errors = 0
        warnings: list[str] = []
        options = IntakeOptions(warn=warnings.append, keep=lambda digest, data: None)
        stream = io.BufferedReader(io.BytesIO(wrapped(parser, data)), 8192)
        for item in islice(documents(stream, name or "standard input", name, options, kind), _DOCUMENTS):
            if isinstance(item, InputError):
                str(item).encode()
                errors += 1
            else:
                json.dumps(asdict(item), ensure_ascii=False).encode()
                found += 1
        "".join(warnings).encode()
        return found, errors

    def read_opml(data: bytes) -> tuple[int, int]:
        from accordingto.ingest.feeds import opml

        try:
            opml.write_opml(opml.read_opml(data, "fuzz.opml"))
        except InputError as error:
            str(error).encode()
            return 0, 1
        return 1, 0

    def read_pdf(data: bytes) -> tuple[int, int]:
        from accordingto.ingest.office import print_lines

        json.dumps(told := print_lines.read(data))
        return int("lines" in told), int("fault" in told)

    def read_parquet(data: bytes) -> tuple[int, int]:
        from accordingto.ingest.tables import parquet_rows

        lines = list(islice(parquet_rows.rows(io.BytesIO(data), "fuzz.parquet", IntakeOptions()), _DOCUMENTS))
        json.dumps(lines, default=str)
        return sum("row" in line for line in lines), sum("fault" in line for line in lines)

    confined = {"pdf": read_pdf, "parquet": read_parquet} if within else {}
    return {"opml": read_opml, **confined}.get(parser, read)


def child(parser: str, work: Path, runs: int) -> None:
    """Fuzz one parser in this process, which libFuzzer ends; counts go to a file that outlives it."""
    import atheris

    sys.dont_write_bytecode = True
    with atheris.instrument_imports(include=["accordingto.ingest"]):
        for module in sorted((ROOT / "src" / "accordingto" / "ingest").rglob("*.py")):
            dotted = ".".join(module.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
            import_module(dotted)
    read = target(parser, within=True)
    warm(read)
    guard = Guard()
    counts = _counts(work)
    totals = [0, 0, 0]

    def one(data: bytes) -> None:
        guard.on = True
        try:
            found, errors = read(data)
        except Exception as error:
            guard.on = False
            _note(work, parser, data, _where(error), traceback.format_exc())
            found = errors = 0
        guard.on = False
        for noted in guard.noted:
            _note(work, parser, data, noted.split()[0], noted)
        guard.noted.clear()
        for place, more in enumerate((1, found, errors)):
            totals[place] += more
        counts[:24] = struct.pack("<3q", *totals)

    flags = [
        f"-runs={runs}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={_LONGEST}", "-len_control=0",
        f"-dict={work / 'corpus' / parser}.dict", "-reduce_inputs=0", "-print_final_stats=0",
        f"-artifact_prefix={work / 'artifacts' / parser}-",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], str(work / "corpus" / parser), *flags], one)
    atheris.Fuzz()


def warm(read: Callable[[bytes], object]) -> None:
    """Read a few inputs before the guard looks, so that what is loaded late is there."""
    from evaluation.fuzzing_seeds import PAGE, seeds

    for parser in ("text", "mail", "feed", "warc"):
        for seed in seeds(parser):
            target("anything")(seed)
    target("text")("Мэр сказал, что мост через реку Лунна останется закрытым до весны.".encode("koi8-r"))
    target("html")(PAGE)
    read(b"")


def _counts(work: Path) -> mmap:
    path = work / "counts"
    path.write_bytes(bytes(24))
    with path.open("r+b") as file:
        return mmap(file.fileno(), 24)


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "accordingto" in frame.filename] or frames
    return f"{type(error).__name__} from {Path(own[-1].filename).name}, {own[-1].name}"


def _note(work: Path, parser: str, data: bytes, what: str, words: str) -> None:
    """Keep the shortest input of each kind of finding."""
    key = hashlib.sha256(f"{parser} {what}".encode()).hexdigest()[:16]
    path = work / "findings" / f"{key}.json"
    known = json.loads(path.read_text()) if path.exists() else {"times": 0, "length": len(data) + 1}
    if len(data) < known["length"]:
        (work / "findings" / f"{key}.input").write_bytes(data)
        known |= {"length": len(data), "words": words}
    path.write_text(json.dumps(known | {"parser": parser, "what": what, "times": known["times"] + 1}, indent=1))


def run(work: Path, goals: dict[str, int]) -> None:
    """Fuzz in slices until every goal is reached; may be stopped and started again at any time."""
    for folder in ("artifacts", "findings", *(f"corpus/{parser}" for parser in goals)):
        (work / folder).mkdir(parents=True, exist_ok=True)
    for parser in goals:
        _plant(parser, work / "corpus" / parser)
    state = _state(work)
    failures = 0
    while open_ones := [parser for parser in goals if state.get(parser, {}).get("inputs", 0) < goals[parser]]:
        parser = min(open_ones, key=lambda name: state.get(name, {}).get("inputs", 0) / goals[name])
        began = time.monotonic()
        command = [sys.executable, "-m", "evaluation.fuzzing", "child", parser, "--work", str(work)]
        ended = subprocess.run(
            [*command, "--runs", str(SLOW.get(parser, SLICE))], cwd=ROOT, capture_output=True, text=True, check=False
        )
        (work / f"last-{parser}.log").write_text(ended.stderr[-20_000:])
        inputs, found, errors = struct.unpack("<3q", (work / "counts").read_bytes())
        failures = 0 if inputs else failures + 1
        if failures > _PATIENCE:
            sys.exit(f"{parser}: the fuzzer does not start; see {work / f'last-{parser}.log'}.")
        if failures:  # somebody is at work on the program
            time.sleep(_PAUSE)
            continue
        known = state.setdefault(parser, {"inputs": 0, "documents": 0, "errors": 0, "seconds": 0, "slices": 0})
        covered = re.findall(r"cov: (\d+)", ended.stderr)
        for key, more in (("inputs", inputs), ("documents", found), ("errors", errors), ("slices", 1)):
            known[key] += more
        known["seconds"] = round(known["seconds"] + time.monotonic() - began)
        known["edges"] = max(known.get("edges", 0), *(int(count) for count in covered), 0)
        _check_artifacts(work)
        _write(work / "state.json", state)


def _plant(parser: str, folder: Path) -> None:
    from evaluation.fuzzing_seeds import dictionary, seeds

    folder.with_suffix(".dict").write_text(dictionary(parser))
    for seed in seeds(parser):
        (folder / f"seed-{hashlib.sha256(seed).hexdigest()[:16]}").write_bytes(seed)


def _check_artifacts(work: Path) -> None:
    """Read again, alone, what ended the fuzzer; what shows nothing then is put aside."""
    for path in sorted((work / "artifacts").iterdir()):
        if path.suffix == ".checked":
            continue
        parser, kind = path.name.split("-")[:2]
        command = [sys.executable, "-m", "evaluation.fuzzing", "again", parser, "--input", str(path)]
        try:
            again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
            words = f"{again.stdout}{again.stderr}".strip() if again.returncode else ""
        except subprocess.TimeoutExpired:
            words = "hang: over 600 s"
        if words:
            _note(work, parser, path.read_bytes(), f"{kind}: {words.splitlines()[-1][:60]}", words[-4000:])
        path.rename(path.with_suffix(".checked"))


def again(parser: str, path: Path) -> int:
    """Read one input alone; returns 1 where it takes over 10 s of one core or 1 GB, and raises what it raises."""
    read = target(parser)
    data = path.read_bytes()
    began = time.process_time()
    read(data)
    seconds = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if seconds > SECONDS:
        print(f"hang: {parser} took over {SECONDS} s")
    if megabytes > MEGABYTES:
        print(f"memory: {parser} took over {MEGABYTES} MB")
    return int(seconds > SECONDS or megabytes > MEGABYTES)


def _state(work: Path) -> dict[str, Any]:
    path = work / "state.json"
    known: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return known


def _findings(work: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((work / "findings").glob("*.json"))]


def _write(path: Path, content: object) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(content, indent=1) + "\n")
    beside.replace(path)


def show(work: Path) -> None:
    """Print how far the run is, and what was found."""
    state = _state(work)
    for parser, known in state.items():
        print(f"{parser:9} {known['inputs']:>8,} of {GOALS.get(parser, 0):>7,}  {known['seconds']:>6,} s")
    print(f"{'in all':9} {sum(known['inputs'] for known in state.values()):>8,}")
    for found in _findings(work):
        print(f"- {found['parser']}: {found['what']} ({found['times']} times)")


def record(work: Path, figures: Path = FIGURES) -> None:
    """Write the figures of the run; findings as kinds, without the inputs."""
    state = _state(work)
    kinds = [{key: found[key] for key in ("parser", "what", "times")} for found in _findings(work)]
    inputs = sum(known["inputs"] for known in state.values())
    _write(figures, {"inputs": inputs, "parsers": dict(sorted(state.items())), "findings": kinds})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is named on the command line."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    given.add_argument("what", choices=["run", "state", "record", "child", "again"])
    given.add_argument("parser", nargs="?", choices=sorted(GOALS))
    given.add_argument("--work", type=Path)
    given.add_argument("--input", type=Path)
    given.add_argument("--runs", type=int, default=SLICE)
    told = given.parse_args(arguments)
    if told.what == "again":
        sys.exit(again(told.parser, told.input))
    work = told.work.resolve()
    if told.what == "child":
        child(told.parser, work, told.runs)
    elif told.what == "run":
        try:
            run(work, {told.parser: GOALS[told.parser]} if told.parser else GOALS)
        except AbsentError as error:
            sys.exit(str(error))
    else:
        {"state": show, "record": record}[told.what](work)


if __name__ == "__main__":
    main()
