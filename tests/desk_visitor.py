"""People who use a desk in tests with a real browser."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_people import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")


class Visitor:
    """Somebody with a browser of their own: opens pages of one desk, and notes what the browser complains about."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()
        context.set_default_timeout(15_000)
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, kind: str, words: str) -> None:
        if kind in ("error", "warning") and not any(part in words for part in self.expected):
            self.complaints.append(words)

    def go(self, path: str) -> Page:
        """Open a page of the desk."""
        self.page.goto(self.address + path)
        return self.page

    def press(self, *keys: str) -> None:
        """Press keys one after the other, once the page listens to them."""
        self.page.locator("html[data-keys]").wait_for(state="attached")
        for key in keys:
            self.page.keyboard.press(key)

    def log_in(self, name: str) -> None:
        """Log in with the password that all people in tests have."""
        self.go("/login")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(self.address + "/")

    def select(self, words: str) -> None:
        """Select words of the report's text as a mouse does, across marks where need be."""
        self.page.evaluate(_SELECT, words)

    def violations(self, *rules: str) -> list[Any]:
        """Return what axe finds wrong with the page that is open, by all its rules or by these, in short."""
        if not self.page.evaluate("Boolean(window.axe)"):
            self.page.evaluate(_axe())
        asked: dict[str, Any] = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = self.page.evaluate("(asked) => axe.run(document, asked)", asked)
        return [(v["id"], [(n["html"], n["failureSummary"]) for n in v["nodes"][:3]]) for v in found["violations"]]

    def is_too_wide(self) -> bool:
        """Whether the page must be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@cache
def _axe() -> str:
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    return re.sub(r"\A\ufeff", "", (folder / "axe.min.js").read_text(encoding="utf-8"))


_SELECT = """(words) => {
  const box = document.querySelector("[data-text]");
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let all = "";
  while (walk.nextNode()) {
    if (walk.currentNode.parentElement.closest("a.at")) continue;
    nodes.push([walk.currentNode, all.length]);
    all += walk.currentNode.data;
  }
  const start = all.indexOf(words), end = start + words.length;
  if (start < 0) throw new Error("not in the text: " + words);
  const place = (at, last) => {
    const [node, low] = nodes.findLast(([, low]) => (last ? low < at : low <= at));
    return [node, at - low];
  };
  const range = document.createRange();
  range.setStart(...place(start, false));
  range.setEnd(...place(end, true));
  document.activeElement.blur();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
