import json
import random
import subprocess
import sys
import textwrap
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.errors import NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.office import pdf, print_lines
from accordingto.records import Document

fpdf = pytest.importorskip("fpdf")
WORDS = (
    "the harbour master said on Monday that grain ships would sail again after municipal workers had cleared it while "
    "residents waited and reporters asked the administration for an explanation which nobody gave before evening came"
).split()


def invented(count, seed=7):
    """Return paragraphs of invented sentences."""
    chance = random.Random(seed)
    sentence = lambda: " ".join(chance.choices(WORDS, k=14)).capitalize() + "."  # noqa: E731
    return [f"Paragraph {number} begins. " + " ".join(sentence() for _ in range(4)) for number in range(count)]


def hyphenated(paragraph, width):
    """Wrap a paragraph, cutting long words at line ends."""
    lines = [""]
    for word in paragraph.split():
        room = width - len(lines[-1]) - 1
        if len(word) <= room or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif len(word) > 8 and room > 4:
            cut = min(room - 1, len(word) - 3)
            lines[-1] += f" {word[:cut]}-"
            lines.append(word[cut:])
        else:
            lines.append(word)
    return lines


def columns(paragraphs, order="columns", rows=50):
    """Print paragraphs in two columns, with running heads and page numbers, drawing the lines in some order."""
    sheet = fpdf.FPDF()
    sheet.set_auto_page_break(False)
    sheet.set_creation_date(fpdf.fpdf.datetime(2030, 3, 15, 10, 30, tzinfo=fpdf.fpdf.timezone.utc))
    sheet.set_title("Microsoft Word - release.docx")
    sheet.set_author("Ida Holm")
    lines = [(n == 0, line) for paragraph in paragraphs for n, line in enumerate(hyphenated(paragraph, 46))]
    for page, start in enumerate(range(0, len(lines), 2 * rows), 1):
        sheet.add_page()
        sheet.set_font("Times", size=9)
        sheet.text(15, 10, f"The Strait Courier, page {page}")
        sheet.text(100, 290, str(page))
        if page == 1:
            sheet.set_font("Times", "B", size=24)
            sheet.text(15, 21, "Ferry is late")
        sheet.set_font("Times", size=11)
        drawn = []
        for column, x in ((0, 15), (1, 110)):
            for row, (first, line) in enumerate(lines[start + column * rows : start + (column + 1) * rows]):
                drawn.append((32 + 5 * row, x + 4 * first, line))
        if order == "rows":
            drawn.sort(key=lambda line: line[0])
        elif order == "shuffled":
            random.Random(1).shuffle(drawn)
        for y, x, line in drawn:
            sheet.text(x, y, line)
    return bytes(sheet.output())


def simple(*texts, **security):
    sheet = fpdf.FPDF()
    if security:
        sheet.set_encryption(**security)
    for text in texts:
        sheet.add_page()
        if text:
            sheet.set_font("Helvetica", size=11)
            sheet.multi_cell(0, 6, text)
    return bytes(sheet.output())


def read(data, **options):
    return list(documents_in(data, "a.pdf", "a.pdf", IntakeOptions(**options)))


@pytest.mark.parametrize("order", ["columns", "rows", "shuffled"])
def test_two_columns_over_pages_in_whatever_order_they_are_drawn(order):
    wanted = invented(22)
    (document,) = read(columns(wanted, order))
    assert document.text.split("\n") == wanted
    assert (document.title, document.author) == ("Ferry is late", "Ida Holm")
    assert document.published == "2030-03-15T10:30:00+00:00"


def test_one_column_with_empty_lines_between():
    texts = ["\n".join(textwrap.wrap(text, 80)) for text in invented(5)]
    (document,) = read(simple("\n\n".join(texts)))
    assert document.text.split("\n") == invented(5)


def test_what_a_person_says_wins():
    (document,) = read(columns(invented(2)), title="T", published="2031-01-01", publisher="P")
    assert (document.title, document.published, document.publisher) == ("T", "2031-01-01", "P")


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (simple("", ""), NoArticleError, "may be a scan"),
        (simple(" ".join(WORDS), owner_password="o", user_password="u"), UnreadableError, "locked with a password"),
        (b"%PDF-1.7\nnothing", UnreadableError, "damaged PDF file"),
        (simple(" ".join(WORDS))[:300], UnreadableError, "damaged PDF file"),
    ],
)
def test_what_cannot_be_read_is_told(data, kind, words):
    (error,) = read(data)
    assert type(error) is kind
    assert words in str(error)


def test_an_owner_password_alone_does_not_lock():
    (document,) = read(simple(" ".join(WORDS), owner_password="o"))
    assert document.text.startswith("the harbour master")


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr(print_lines, "MOST_PAGES", 2)
    assert print_lines.read(simple("a", "b", "c")) == {"fault": "pages"}


def test_letters_that_have_no_meaning():
    line = ["(cid:7)(cid:8) ab", 0.0, 9.0, 400.0, 410.0, 10.0, 0, 0, 0.0, 9.0, 800.0]
    with pytest.raises(UnreadableError, match="which letters its signs stand for"):
        pdf._document({"lines": [line], "info": {}}, b"", "a.pdf", None, IntakeOptions())


def test_time_and_memory_are_bounded(monkeypatch):
    data = simple(" ".join(WORDS))
    endless = ["-c", "import sys; sys.stdin.read()\nwhile True: pass"]
    hungry = ["-c", "import sys; sys.stdin.read(); sys.exit(137)"]
    real = pdf.subprocess.run
    for code, words in ((endless, "too long to read"), (hungry, "too much memory")):
        monkeypatch.setattr(pdf.subprocess, "run", lambda c, code=code, **o: real([c[0], *code], **{**o, "timeout": 1}))
        (error,) = read(data)
        assert isinstance(error, TooLargeError)
        assert words in str(error)


def test_a_stream_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MEMORY", 300_000_000)
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(20_000_000)) for _ in range(15)) + packer.flush()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    )
    data, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj%s\nendobj\n" % (number, content)
    data += b"xref\n0 5\n%strailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % (table, len(data))
    (error,) = read(data)
    assert isinstance(error, TooLargeError)
    assert "take too much memory" in str(error)


SMALL = simple("The harbour master said so.")


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(SMALL)), st.binary(max_size=6), st.integers(0, 30))
def test_mutated_files_have_lines_or_a_fault(at, put, cut):
    told = print_lines.read(SMALL[:at] + put + SMALL[at + cut :])
    try:
        document = pdf._document(told, b"", "a.pdf", None, IntakeOptions())
    except (NoArticleError, UnreadableError, TooLargeError) as error:
        document = None
        told["said"] = str(error)
    assert told["said"].startswith("a.pdf: ") if document is None else isinstance(document, Document)


def test_a_page_without_end_is_left():
    code = (
        "import sys, io\n"
        "from accordingto.ingest.office import print_lines\n"
        "print_lines.SECONDS = 1\n"
        "def endless(data, go_on):\n"
        "    go_on()\n"
        "    while True:\n"
        "        try:\n"
        "            while True: pass\n"
        "        except Exception: pass\n"
        "print_lines.read = endless\n"
        "print_lines.main()\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(10**9)], input=b"", capture_output=True, timeout=30, check=True
    )
    assert json.loads(found.stdout) == {"fault": "time"}
