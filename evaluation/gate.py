"""The quality gate: scores on dev data may not fall below evaluation/floors.toml.

    python -m evaluation.gate                         measure, compare, exit 1 where a figure is below its floor
    python -m evaluation.gate --update                measure and raise the floors to what is reached
    python -m evaluation.gate --update --allow-lower  lower them too: say why in the commit

A figure may be below its floor by `epsilon` (noise between kinds of processors). The file also holds a digest of the
inputs (corpora, scorer, gold): floors of other inputs mean nothing, so the gate fails until they are set anew. Without
../shared only the project's own gold is measured.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from accordingto.records.claim import LINKS
from evaluation import attributions, calibration, entities, gold, html_pages, linking_figures
from evaluation.rows import tally
from evaluation.shared import POLNEAR_DEV, SCORER, SHARED, UNER_DEV, AbsentError, shared

FLOORS = Path(__file__).with_name("floors.toml")
ERROR = "expected calibration error"
# Figures of the scored half of the project's own gold, measured also where ../shared is absent.
GOLD = "gold: "
WORSE_IF_MORE = ("spurious or twice", "source name not the fullest", "source abstained", "source wrong")
# Cells that are too seldom filled for their figures to be held to a floor.
RARE = frozenset(("verification", "refers_to", "via", "co_sources", *LINKS))
CEILINGS = frozenset({ERROR, *(GOLD + name for name in WORSE_IF_MORE)})
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Floors:
    """What must be reached: `floors` are minima and `ceilings` maxima, in percent or points."""

    epsilon: float
    floors: Figures
    ceilings: Figures
    inputs: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a measurement compares: printable lines, and the figures that are worse than allowed."""

    lines: tuple[str, ...]
    worse: tuple[str, ...] = field(default=())


def load(path: Path = FLOORS) -> Floors:
    """Read the floors file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    digests = data.get("digests", {})
    return Floors(
        data["epsilon"], data["floors"], data["ceilings"], digests.get("inputs", ""), digests.get("model", "")
    )


def dump(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors file whole."""

    def table(name: str, figures: Figures) -> list[str]:
        return ["", f"[{name}]", *(f'"{figure}" = {value:.1f}' for figure, value in figures.items())]

    lines = [
        "# Written by `python -m evaluation.gate --update`; docs/benchmarks.md says what the figures mean.",
        f"epsilon = {floors.epsilon}",
        *table("floors", floors.floors),
        *table("ceilings", floors.ceilings),
        "",
        "[digests]",
        f'inputs = "{floors.inputs}"',
        f'model = "{floors.model}"',
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def compare(floors: Floors, now: Figures, tolerance: float | None = None) -> Verdict:
    """Hold the figures against their floors; `tolerance` stands in for the file's epsilon.

    A figure that has a floor but was not measured is worse; one without a floor is only shown.
    """
    allowed = floors.epsilon if tolerance is None else tolerance
    lines, worse = [], []
    for figure in [*floors.floors, *floors.ceilings, *(f for f in now if f not in floors.floors | floors.ceilings)]:
        bound = floors.floors.get(figure, floors.ceilings.get(figure))
        value = now.get(figure)
        if value is None:
            verdict = "NOT MEASURED"
        elif bound is None:
            verdict = "no floor yet"
        else:
            gain = value - bound if figure in floors.floors else bound - value
            # Figures have one decimal; without the last term 77.8 would be further than 0.2 below 78.0.
            verdict = "ok" if gain >= -allowed - 1e-9 else "WORSE"
            verdict += f" ({value - bound:+.1f})" if round(value - bound, 1) else ""
        if verdict.startswith(("WORSE", "NOT")):
            worse.append(figure)
        shown = ["-" if number is None else f"{number:.1f}" for number in (bound, value)]
        lines.append(f"{figure:28} {shown[0]:>6} {shown[1]:>6}   {verdict}")
    return Verdict((f"{'figure':28} {'bound':>6} {'now':>6}", *lines), tuple(worse))


def updated(floors: Floors, now: Figures, allow_lower: bool) -> Floors:
    """Return floors set to `now`; raises ValueError where one would get easier and that is not allowed."""
    now = {figure: round(value, 1) for figure, value in now.items()}  # as the floors are kept
    easier = compare(floors, now, tolerance=0.0).worse
    if easier and not allow_lower:
        raise ValueError(f"refused: this would lower {', '.join(easier)}. Mend it, or say --allow-lower.")
    return replace(
        floors,
        floors={figure: value for figure, value in now.items() if figure not in CEILINGS},
        ceilings={figure: value for figure, value in now.items() if figure in CEILINGS},
    )


def digest(paths: Iterable[Path]) -> str:
    """The digest of files by name and content; folders stand for all files below them."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            total.update(f"{file.relative_to(path.parent).as_posix()}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return "sha256:" + total.hexdigest()


def model_digest() -> str:
    """The digest of the model that ships."""
    from accordingto.reading.package import open_package

    return open_package().digest


def measure(folder: Path) -> Figures:
    """The figures that need ../shared: attributions, calibration, entities, main text of pages; raises AbsentError."""
    dev, scorer, uner = shared(POLNEAR_DEV, folder), shared(SCORER, folder), shared(UNER_DEV, folder)
    lines = attributions.predict(dev)
    scores = attributions.score(dev, lines, scorer)
    figures = {figure: scores[figure]["f1"] for figure in attributions.FIGURES}
    figures["entities"] = entities.measure(uner)["all"]["f1"]
    page_text = html_pages.mean_f1(shared(html_pages.FOLDER, folder))
    figures["main text of pages"] = 100 * page_text
    judged = calibration.judge(calibration.read_gold(dev, scorer), lines)
    figures[ERROR] = calibration.expected_calibration_error(calibration.bins(judged))
    return figures


def measure_gold() -> Figures:
    """The figures of the scored half of the project's own gold."""
    rows = gold.load("scored")
    figures = gold.figures(tally(zip(rows, gold.read(rows), strict=True)))
    return {GOLD + name: value for name, value in figures.items() if name.split(",")[0] not in RARE}


def only_gold(floors: Floors) -> Floors:
    """The floors that can be held without ../shared."""
    parts = ({f: v for f, v in part.items() if f.startswith(GOLD)} for part in (floors.floors, floors.ceilings))
    return replace(floors, floors=next(parts), ceilings=next(parts))


def main(argv: list[str] | None = None, path: Path = FLOORS, folder: Path = SHARED) -> int:
    """Run the gate; exit code 0 where it passes, 1 where it fails."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.gate", description="Hold the scores to their floors.")
    parser.add_argument("--update", action="store_true", help="set the floors to what is reached now")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: floors may get easier")
    arguments = parser.parse_args(argv)
    floors, model = load(path), model_digest()
    try:
        parts = (POLNEAR_DEV, SCORER, UNER_DEV, html_pages.FOLDER, *linking_figures.INPUTS)
        inputs = digest([*(shared(part, folder) for part in parts), gold.GOLD, linking_figures.PAIRS])
    except AbsentError as absent:
        if arguments.update:
            print(f"refused: floors are set where all corpora are. {absent}")
            return 1
        print(f"only the project's own gold is measured: {absent}")
        floors, inputs = only_gold(floors), floors.inputs
        now: Figures = {}
    else:
        print(
            "inputs:", "as the floors were set on" if inputs == floors.inputs else "CHANGED since the floors were set"
        )
        if inputs != floors.inputs and floors.inputs and not arguments.update:
            print("quality gate FAILED: the floors belong to other inputs. Set them with --update.")
            return 1
        now = measure(folder) | linking_figures.measure()
    print("model: ", "as the floors were set with" if model == floors.model else "changed since the floors were set")
    now |= measure_gold()
    verdict = compare(floors, now)
    print("\n".join(verdict.lines))
    if arguments.update:
        try:
            dump(replace(updated(floors, now, arguments.allow_lower), inputs=inputs, model=model), path)
        except ValueError as refusal:
            print(refusal)
            return 1
        print(f"{path.name} is written; commit it with the change that earned it.")
        return 0
    print(f"quality gate {'FAILED: ' + ', '.join(verdict.worse) if verdict.worse else 'passed'}")
    return 1 if verdict.worse else 0


if __name__ == "__main__":
    sys.exit(main())
