import pytest

from accordingto.ingest.newsroom.standing import standing


@pytest.mark.parametrize(
    ("given", "notes", "headline", "signal", "status"),
    [
        (None, [], None, None, "usable"),
        ("stat:usable", ["Updates with quotes"], "Kill switch fails at plant", None, "usable"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", [], None, None, "killed"),
        ("usable", ["EDITORS: Please kill the story slugged Ferry."], None, None, "killed"),
        ("usable", ["MANDATORY KILL"], None, None, "killed"),
        ("usable", ["Eds: WITHDRAWS story; it is not confirmed"], None, None, "killed"),
        ("usable", [], "KILL: Ferry is late", None, "killed"),
        ("usable", [], "CORRECTION - Ferry is late", None, "corrected"),
        ("usable", [], "Correction of course at the ministry", None, "usable"),
        ("usable", ["Attention editors: corrects day in lede"], None, None, "corrected"),
        ("usable", ["Story adds that the ship was killed off"], None, None, "usable"),
        ("usable", [], None, "sig:correction", "corrected"),
        ("withheld", ["CORRECTS name"], None, None, "withheld"),
        ("unheard of", [], None, None, "usable"),
    ],
)
def test_standing(given, notes, headline, signal, status):
    found, notice = standing(given, notes, headline, signal)
    assert found == status
    assert notice == (" ".join(notes) or None if status != "usable" else None)
