"""The runner on GUM's dates, on an invented document in GUM's two formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.times import GumText, read_document, score

XML = """<text id="GUM_news_dam" dateCreated="2030-03-15">
<p>
<s>
<date when="2030-03-11">
Monday
</date>
,
it
rained
&amp;
<date from="2014" to="2016">
2014
-
2016
</date>
were
dry
.
</s>
</p>
</text>
"""
GLUED = (1, 6, 7, 10)


@pytest.fixture
def document(tmp_path: Path) -> GumText:
    words = "Monday , it rained & 2014 - 2016 were dry .".split()
    rows = [
        "\t".join([str(n), word, *["_"] * 7, "SpaceAfter=No" if n in GLUED else "_"]) for n, word in enumerate(words, 1)
    ]
    (tmp_path / "GUM_news_dam.xml").write_text(XML, encoding="utf-8")
    (tmp_path / "GUM_news_dam.conllu").write_text("# text\n" + "\n".join(rows), encoding="utf-8")
    return read_document(tmp_path / "GUM_news_dam.xml", tmp_path / "GUM_news_dam.conllu")


def test_text_and_dates_are_read(document: GumText) -> None:
    assert document.text == "Monday, it rained & 2014-2016 were dry."
    found = [(document.text[d.start : d.end], d.first, d.last) for d in document.dates]
    assert found == [("Monday", "2030-03-11", "2030-03-11"), ("2014-2016", "2014", "2016")]
    assert (document.genre, document.created) == ("news", "2030-03-15")


def test_scores_and_faults(document: GumText) -> None:
    assert score([document])["f1"] == score([document])["value of found"] == 100
    late = GumText(document.name, "news", "2030-03-22", document.text + " Today it snowed.", document.dates)
    faults: list[str] = []
    values = score([late], faults)
    assert (values["recall"], round(values["precision"]), values["value of found"]) == (100, 67, 50)
    assert [f.split(": ")[1].split(" ")[0] for f in faults] == ["“Monday”", "spurious"]
