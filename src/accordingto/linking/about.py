"""The claims that a question about a matter means: those with its words, and all of the reports that tell of it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection

from accordingto.ledger.linkage import told
from accordingto.linking.matters import matters

REPORTS = 200
"""The most reports that are compared as wholes."""
CORE = 2
"""How many claims with all words make a report one about the matter; its title may do so alone."""


def claims_about(connection: Connection, query: str, most: int) -> list[int]:
    """Return the row numbers of the claims that words of a matter mean, those with all the words first.

    Taken are claims with all words in content, cue or names, all claims of reports with all of them in the title or in
    CORE claims, and all claims of reports that hold one such claim and are alike to those as a whole; where no report
    is so plainly about it, of the largest group of alike reports. At most `most` claims are looked up by words.
    """
    by_words = told.matching(connection, query, most)
    titled = set(told.titled(connection, query, REPORTS))
    found = told.with_numbers(connection, by_words)
    counts = Counter(claim.report for claim in found)
    core = titled | {report for report, count in counts.items() if count >= CORE}
    # Those with most claims first, so that of very many reports the likeliest are compared.
    ranked = sorted(core | set(counts), key=lambda report: (report not in core, -counts[report], report))[:REPORTS]
    texts = told.texts(connection, ranked)
    groups = [{int(name) for name in group} for group in matters({str(n): text for n, text in texts.items()})]
    # Where no report stands out, the matter is that which most of them tell of.
    most_told = max(groups, key=lambda group: (len(group), -min(group)), default=set())
    about = {report for group in groups if group & (core or most_told) for report in group}
    further = [claim.number for report in sorted(about) for claim in told.of_report(connection, report)]
    return list(dict.fromkeys([*by_words, *further]))
