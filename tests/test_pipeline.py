import json
import random
from pathlib import Path

import pytest
from fake_model import make_reader

from accordingto.pipeline import NO_DATE, Reader
from accordingto.records import Document, Reading, words_of

REPORT = "Ana Rossi came.\n“We stay in the harbour,” Rossi said.\n“Nobody knows who said this at all.”\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(marker=make_reader(tmp_path_factory.mktemp("model")))


def test_a_claim_has_a_source_and_points_at_its_words(reader: Reader) -> None:
    reading = reader.read(Document(REPORT, published="2022-03-11"))
    claim = reading.claims[0]
    assert words_of(REPORT, claim.content_spans) == "“We stay in the harbour,”"
    assert words_of(REPORT, claim.cue_spans) == "said"
    assert claim.quotation == "direct"
    source = reading.source(claim.source)
    assert source is not None and source.kind == "person"
    assert reading.notes == ()


def test_no_date_is_said(reader: Reader) -> None:
    assert reader.read(Document(REPORT)).notes == (NO_DATE,)


def test_a_quotation_without_a_cue_is_reported(reader: Reader) -> None:
    text = "“We stay in the harbour,” Rossi said.\n\nA sign on the wall: “Nobody leaves this place after dark.”"
    reading = reader.read(Document(text, published="2022-03-11"))
    assert [words_of(text, u.spans) for u in reading.unattributed] == ["“Nobody leaves this place after dark.”"]


def test_another_language_gets_no_claims_and_a_note(reader: Reader) -> None:
    text = (
        "« Nous restons dans le port », a dit le ministre des Transports, mercredi, devant les députés de l'Assemblée. "
        * 3
    )
    reading = reader.read(Document(text, published="2022-03-11"))
    assert reading.claims == ()
    assert "French" in reading.notes[0] and "no claims" in reading.notes[0]


def test_a_reading_survives_its_json(reader: Reader) -> None:
    reading = reader.read(Document(REPORT, path="a.txt", title="T", published="2022-03-11"))
    assert Reading.from_dict(json.loads(reading.to_json())) == reading


def test_order_company_and_threads_change_nothing(reader: Reader, tmp_path: Path) -> None:
    documents = [Document(f"{REPORT}“We stay {n} days,” Berg said.\n" * (1 + n % 5)) for n in range(12)]
    alone = {d.id: reader.read(d).to_json() for d in documents}
    random.Random(1).shuffle(documents)
    for threads in (1, 2):
        many = Reader(threads=threads, marker=make_reader(tmp_path / str(threads)))
        assert [r.document.id for r in many.read_many(documents)] == [d.id for d in documents]
        assert {r.document.id: r.to_json() for r in many.read_many(documents)} == alone


def test_empty_text_is_read(reader: Reader) -> None:
    assert reader.read(Document("")).claims == ()
