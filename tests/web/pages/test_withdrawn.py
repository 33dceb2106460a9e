"""What a publisher took back is said on every page that shows it; no browser is needed to see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from desk_reports import dam
from plain_reader import plain_reader

from accordingto.ledger import Ledger
from accordingto.linking.engine import link


@pytest.mark.parametrize("page", ["/", "/reports", "/reports/1", "/stories?q=dam"])
def test_the_report_that_came_before_a_kill_is_shown_as_withdrawn(
    ledger: Path, server: Callable[..., str], page: str
) -> None:
    first = replace(dam(), document=replace(dam().document, item="urn:1"))
    told = replace(first.document, text="Kill.", status="killed", notice="It is <untrue>.", title="Kill", url=None)
    with Ledger.open(ledger) as opened:
        opened.add(first)
        opened.add(replace(first, document=told, sources=(), claims=(), links=(), unattributed=()))
        link(opened)
    shown = httpx2.get(server(ledger, plain_reader) + page).text
    assert "withdrawn by its publisher" in shown
    assert "<untrue>" not in shown
    assert ("It is &lt;untrue&gt;." in shown) == (page == "/reports/1")
