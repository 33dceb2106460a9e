"""The client in docs/desk/api.md does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "desk" / "api.md"


def test_the_client_lists_and_corrects(
    desk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "client_of_the_docs.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import client_of_the_docs  # type: ignore[import-not-found]

    client = client_of_the_docs.Desk(desk)
    denied = list(client.claims(act="deny"))
    client_of_the_docs.main(desk)
    assert denied[0].content in capsys.readouterr().out
    assert len(list(client.claims(act="deny"))) == len(denied) - 1
    assert not client.correct(denied[0], act="warn")
    assert "Nothing was changed" in capsys.readouterr().out
