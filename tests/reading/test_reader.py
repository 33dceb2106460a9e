from pathlib import Path

import pytest
from fake_model import make_model_folder, make_reader
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import ModelError
from accordingto.reading.attributions import Found
from accordingto.reading.confidence import Evidence
from accordingto.reading.nesting import Nested, arrange
from accordingto.reading.package import open_package
from accordingto.reading.reader import AttributionReader
from accordingto.records import words_of

EVIDENCE = Evidence(0.9, 0.9, 0.9, 0.9, 0.9, True, 1)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> AttributionReader:
    return make_reader(tmp_path_factory.mktemp("model"))


def test_an_attribution_is_found_as_spans(reader: AttributionReader) -> None:
    text = "Yesterday was calm.\n\n“We stay,” Rossi said.\n"
    (found,) = reader.mark(text).attributions
    assert (words_of(text, found.source), words_of(text, found.cue)) == ("Rossi", "said")
    assert words_of(text, found.content) == "“We stay,”"
    assert found.parent is None and 0 < found.confidence < 1


def test_long_texts_are_read_in_windows_without_repeats(reader: AttributionReader) -> None:
    text = "\n".join(f"“We stay here {i},” Rossi said." for i in range(200))
    found = reader.mark(text).attributions
    assert len(found) == 200
    assert [words_of(text, a.content) for a in found] == [f"“We stay here {i},”" for i in range(200)]


def test_the_same_text_reads_the_same_twice(reader: AttributionReader) -> None:
    text = "“We stay,” Rossi said. " * 30
    assert reader.mark(text) == reader.mark(text)


@given(st.text(alphabet="said We“”,.\n R", max_size=200))
def test_any_text_gives_spans_within_it(reader: AttributionReader, text: str) -> None:
    for attribution in reader.mark(text).attributions:
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)


def test_nothing_in_it_nothing_found(reader: AttributionReader) -> None:
    assert reader.mark("").attributions == ()
    assert reader.mark(" \n ").entities == ()


def test_the_smallest_content_that_holds_an_attribution_is_its_parent() -> None:
    outer = Found((0, 1), ((1, 2),), ((2, 20),), EVIDENCE)
    middle = Found((4, 5), ((3, 4),), ((5, 15),), EVIDENCE)
    inner = Found((7, 8), ((6, 7),), ((8, 10),), EVIDENCE)
    ordered, parents = arrange([Nested(inner, 1), Nested(outer, 0), Nested(middle, 1)])
    assert ordered == [outer, middle, inner]
    assert parents == [None, 0, 1]


def test_of_two_findings_of_one_cue_the_first_pass_wins() -> None:
    first = Found((4, 5), ((3, 4),), ((5, 9),), EVIDENCE)
    second = Found((4, 5), (), ((5, 7),), EVIDENCE)
    assert arrange([Nested(second, 1), Nested(first, 0)]) == ([first], [None])


def test_a_broken_model_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a whole model folder"):
        open_package(tmp_path)
    folder = make_model_folder(tmp_path / "model")
    (folder / "links.onnx").write_bytes(b"changed")
    with pytest.raises(ModelError, match="not those its manifest names"):
        open_package(folder)
