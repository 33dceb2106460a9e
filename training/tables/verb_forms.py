"""Write verb_forms.tsv: the forms in which the words of acts.tsv occur, in American and British spelling.

Run: pip install lemminflect && python -m training.tables.verb_forms
"""

from __future__ import annotations

import re
from pathlib import Path

from lemminflect import getAllInflections, getAllInflectionsOOV

TABLES = Path(__file__).parents[2] / "src/accordingto/claims/tables"
HEAD = "# form\tlemma\tpart. Built by training/tables/verb_forms.py (lemminflect, MIT) from acts.tsv; do not edit.\n"
TAGS = {"verb": "VERB", "noun": "NOUN"}
# Forms that the inflection tables lack, or put under a lemma that news does not mean.
ADDED = {("pled", "plead", "verb"), ("nixed", "nix", "verb"), ("data", "data", "noun")}
# Whole British words where no rule of spelling gives them.
BRITISH = {"defense": "defence", "judgment": "judgement", "skepticism": "scepticism", "skeptical": "sceptical"}
_OUR = re.compile(r"\b(fav|hon|rum|endeav|harb|clam|enam|lab|hum)or")
_ONE_L = re.compile(r"(?<=[^aeioul][aeiou])l+(?=(?:ed|ing)$)")
_STRESSED_LAST = frozenset("compel propel repel rebel extol control patrol".split())


def spellings(form: str, lemma: str) -> set[str]:
    """Return a form as American and British papers spell it."""
    found = {form, BRITISH.get(form, form), _OUR.sub(r"\1our", form)}
    if lemma.endswith(("ize", "yze")):
        found |= {re.sub(r"([iy])z(e[sd]?|ing)$", r"\1s\2", f) for f in found}
    if lemma.endswith("l") and lemma not in _STRESSED_LAST:
        found |= {_ONE_L.sub(one, f) for f in found for one in ("l", "ll")}
    return found


def forms(lemma: str, part: str) -> set[str]:
    """Return all forms of a word, itself among them."""
    found = {lemma}
    if part in TAGS:
        known = getAllInflections(lemma, upos=TAGS[part]) or getAllInflectionsOOV(lemma, upos=TAGS[part])
        found |= {f for row in known.values() for f in row}
    return {s.lower() for f in found for s in spellings(f, lemma)}


def build() -> str:
    """Return the table's text: every form that is not the lemma itself."""
    rows = set(ADDED)
    for line in (TABLES / "acts.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        lemma, frame = line.split("\t")[:2]
        part = frame.split()[0]
        words = lemma.split()
        if part not in ("verb", "noun", "adjective", "adverb"):
            continue
        rows |= {(form, words[0], part) for form in forms(words[0], part)}
        rows |= {(form, word, "noun") for word in words[1:] for form in forms(word, "noun")}
    return HEAD + "".join("\t".join(row) + "\n" for row in sorted(rows) if row[0] != row[1])


if __name__ == "__main__":
    (TABLES / "verb_forms.tsv").write_text(build(), encoding="utf-8")
