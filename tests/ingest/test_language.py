import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.ingest import detect_language
from accordingto.ingest.language import LANGUAGES

ENGLISH = "The minister said on Monday that the bridge would be closed, and that nobody had been told about it. "


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (ENGLISH * 5, "en"),
        ("Der Minister sagte am Montag, die Brücke werde noch in diesem Jahr geschlossen.", "de"),
        ("Министр заявил в понедельник, что мост будет закрыт до весны.", "ru"),
        ("قال الوزير يوم الاثنين إن الجسر سيغلق حتى الربيع المقبل ولم يبلغ أحد بذلك", "ar"),
        ("大臣は月曜日に、橋は来年の春まで閉鎖されると述べた。", "ja"),
        ("No.", None),
        ("", None),
        ("12345 67890 " * 50, None),
    ],
)
def test_languages(text, code):
    assert detect_language(text) == code
    assert code is None or code in LANGUAGES


def test_foreign_names_do_not_make_english_foreign():
    assert detect_language("Carol Ammons; California state Senate candidate Jane Kim; Colorado state Rep.") in (
        None,
        "en",
    )


def test_every_code_has_a_name():
    assert LANGUAGES["en"] == "English"
    assert all(len(code) == 2 and name[0].isupper() for code, name in LANGUAGES.items())


def test_long_text_takes_no_longer():
    detect_language("Der Minister sagte am Montag, die Brücke werde geschlossen. " * 5)
    start = time.perf_counter()
    assert detect_language("Der Minister sagte am Montag, die Brücke werde geschlossen. " * 100_000) == "de"
    assert time.perf_counter() - start < 2


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_known_language_or_none(text):
    assert detect_language(text) in {None, *LANGUAGES}
