"""Keys of a report: the same everywhere, shared by reprints, not made by boilerplate."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from linking.duplicates.invented import DISCLAIMER, REPORT, paragraphs, text

from accordingto.linking.duplicates import LEAST_SHARED, VERSION, prints_of
from accordingto.linking.duplicates.prints import BANDS


def shared(one: str, other: str) -> int:
    return len(set(prints_of(one).bands) & set(prints_of(other).bands))


def test_the_same_in_another_process() -> None:
    code = f"from accordingto.linking.duplicates import prints_of; print(prints_of({REPORT!r}).bands)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(prints_of(REPORT).bands)


def test_keys_of_this_version_do_not_change() -> None:
    # Ledgers hold keys: where this fails, VERSION must change, too.
    assert VERSION == "1.2"
    assert prints_of(REPORT).bands[:2] == FIRST


FIRST = (-9033247368008439883, -8793062448948282493)


@given(st.text())
def test_keys_are_few_ascending_and_fit_a_column(told: str) -> None:
    bands = prints_of(told).bands
    assert len(bands) <= BANDS
    assert list(bands) == sorted(set(bands))
    assert all(-(2**63) <= key < 2**63 for key in bands)


def test_a_copy_cut_and_reordered_shares_keys() -> None:
    parts = paragraphs()
    assert shared(REPORT, text([parts[3], parts[0], parts[2], parts[1]])) >= LEAST_SHARED


def test_layout_and_a_credit_line_do_not_change_the_body() -> None:
    assert prints_of(REPORT).body == prints_of(" ".join(paragraphs()) + "\n\nWith agencies").body
    assert prints_of(REPORT).body != prints_of(REPORT.replace("14", "15")).body


def test_one_body_has_the_same_keys() -> None:
    assert prints_of(REPORT).bands == prints_of(text([*paragraphs(), "All rights reserved."])).bands
    # Names are told by their capitals, so a text in capitals is another body.
    assert prints_of(REPORT).body != prints_of(REPORT.upper()).body


def test_texts_of_few_words_have_neither_digest_nor_keys() -> None:
    assert prints_of("The dam broke.").body is None
    assert prints_of("").bands == ()


def test_a_footer_makes_no_keys_of_its_own() -> None:
    parts = paragraphs()
    other = "\n\n".join(f"{name} Brakefield said in {place} that the pool would close." for name, place in zip(
        "Adan Berit Calla Dovid Elin Farid Gesa Hamid".split(),
        "Ashbourne Brockwell Dunmere Farholm Gransby Hexley Jarrow Lorne".split(), strict=True,
    ))  # fmt: skip
    assert shared(text([*parts, DISCLAIMER]), f"{other} {other}\n\n{DISCLAIMER}") == 0


def test_a_text_without_capitals_has_keys() -> None:
    assert shared(REPORT.lower(), text([part.lower() for part in paragraphs()[:5]])) >= LEAST_SHARED
