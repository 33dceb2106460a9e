"""Write given_names.tsv: given names that Faker (MIT) lists for one sex only, over all its locales, in Latin letters.

Run: pip install Faker rigour && python -m training.tables.given_names
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import faker.providers.person as person
from normality import latinize_text

TABLE = Path(__file__).parents[2] / "src/accordingto/sources/tables/given_names.tsv"
HEAD = "# given name\the or she. Built by training/tables/given_names.py from Faker's lists (MIT); a hint only.\n"
LEFT_OUT = {"is_IS"}  # thousands of names that nobody bears abroad
ROMANISED = {"ru_RU", "uk_UA", "bg_BG", "mk_MK", "el_GR", "hy_AM", "ka_GE", "ar_AA", "hi_IN", "ne_NP"}


def build() -> str:
    """Return the table's text; a name both sexes bear in any locale is left out unless one is four times as common."""
    seen: dict[str, Counter[str]] = {}
    for module in pkgutil.iter_modules(person.__path__):
        if module.name in LEFT_OUT:
            continue
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for field, sex in (("first_names_male", "he"), ("first_names_female", "she")):
            for name in {n.strip() for n in getattr(provider, field, ())}:
                if module.name in ROMANISED:
                    name = (latinize_text(name) or "").replace("ʹ", "").replace("’", "")
                if re.fullmatch(r"[A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿā-ž]{2,}(-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿā-ž]+)?", name.title()):
                    seen.setdefault(name.title(), Counter())[sex] += 1
    rows = []
    for name, count in sorted(seen.items()):
        sex, times = count.most_common(1)[0]
        if times >= 4 * (count.total() - times):
            rows.append(f"{name}\t{sex}\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    TABLE.write_text(build(), encoding="utf-8")
