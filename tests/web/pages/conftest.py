"""A desk with three invented reports, and a real browser (Debian's chromium) to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from desk_reports import dam, hostile, toll
from desk_visitor import CHROMIUM, Visitor

from accordingto.ledger import Ledger
from accordingto.linking.engine import link

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def three_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger of three reports, to copy: report 1 dam, 2 toll, 3 hostile; claims 1 to 5, 6 and 7."""
    path = tmp_path_factory.mktemp("three_reports") / "ledger.db"
    with Ledger.open(path) as opened:
        for reading in (dam(), toll(), hostile()):
            opened.add(reading)
        link(opened)
    return path


@pytest.fixture
def desk_ledger(three_reports: Path, tmp_path: Path) -> Path:
    """The ledger of this test's desk."""
    return Path(shutil.copy(three_reports, tmp_path / "desk.db"))


# Not for the whole session: while playwright runs, nothing else in this thread may use asyncio.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A running browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[test]'")
    pytest.importorskip("axe_playwright_python", reason="needs axe: pip install -e '.[test]'")
    if not CHROMIUM.exists():
        pytest.skip("needs a browser: apt install chromium")
    playwright.expect.set_options(timeout=15_000)  # machines that test are busy
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, server: Callable[..., str], desk_ledger: Path) -> Iterator[Callable[..., Visitor]]:
    """Return a function that lets somebody visit the desk: `visitor(name, java_script_enabled=False, …)`.

    All visitors of a test visit one desk. A complaint of a browser, such as something the policy forbids, fails the
    test.
    """
    address: list[str] = []
    visitors: list[Visitor] = []

    def come(name: str | None = None, change: Any = None, **options: Any) -> Visitor:
        if not address:
            address.append(server(desk_ledger, change, api_rate="1000000/minute"))
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        visitors.append(Visitor(chromium.new_context(**options), address[0]))
        if name is not None:
            visitors[-1].log_in(name)
        return visitors[-1]

    yield come
    for one in visitors:
        one.context.close()
    assert [complaint for one in visitors for complaint in one.complaints] == []
