import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import InputError, NoArticleError, TooLargeError, UnreadableError
from accordingto.ingest import IntakeOptions
from accordingto.ingest.dispatch import documents_in
from accordingto.ingest.office import docx
from accordingto.records import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Ferry is late'
    "</dc:title><dc:creator>Ida Holm</dc:creator><dcterms:created>2030-03-14T09:00:00Z</dcterms:created>"
    "<dcterms:modified>2030-03-15T10:30:00Z</dcterms:modified></cp:coreProperties>"
)


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def file(body, compression=zipfile.ZIP_DEFLATED, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            folder = "docProps" if name == "core" else "word"
            archive.writestr(f"{folder}/{name}.xml", text)
    return out.getvalue()


def read(data, name="a.docx", **options):
    return list(documents_in(data, name, name, IntakeOptions(**options)))


def lines(body, **parts):
    (document,) = read(file(body, **parts))
    return document.text.split("\n")


def test_facts_and_title_above_the_text():
    data = file(paragraph(run("Ferry is late")) + paragraph(run("The ferry "), run("is late.")), core=CORE)
    (document,) = read(data)
    assert document == Document(
        "The ferry is late.", "a.docx", "Ferry is late", published="2030-03-15T10:30:00+00:00", author="Ida Holm",
        original=document.original,
    )  # fmt: skip
    (document,) = read(data, name="unnamed")  # told by what is in the archive
    assert document.author == "Ida Holm"


def test_damaged_properties_are_warned_about():
    said = []
    (document,) = read(file(paragraph(run("x")), core="<broken"), warn=said.append)
    assert (document.text, document.title) == ("x", None)
    assert said == ["a.docx: its properties are damaged; read without title, author and date."]


def test_tracked_changes_are_accepted():
    deleted = "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('gone ')}</w:moveFrom><w:moveTo>{run('here ')}</w:moveTo>"
    assert lines(paragraph(run("He "), deleted, f"<w:ins>{run('always ')}</w:ins>", moved, run("said."))) == [
        "He always here said."
    ]
    mark = "<w:rPr><w:del/></w:rPr>"  # the paragraph's end is deleted
    assert lines(paragraph(run("One "), properties=mark) + paragraph(run("line."))) == ["One line."]
    mark = "<w:rPr><w:ins/></w:rPr>"
    assert lines(paragraph(run("Two"), properties=mark) + paragraph(run("lines."))) == ["Two", "lines."]


def test_signs_fields_and_hidden_text():
    field = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    signs = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    hidden = run("secret", "<w:vanish/>") + run("shown", '<w:vanish w:val="0"/>')
    assert lines(paragraph(field, signs, hidden)) == ["a b", "c-dshown"]


def test_boxes_are_lines_of_their_own_and_not_doubled():
    box = paragraph(run("In a box"))
    both = f"<m:Alternate xmlns:m='m'><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:Alternate>"
    assert lines(paragraph(run("Around "), f"<w:r>{both}</w:r>", run("it."))) == ["In a box", "Around it."]


def test_tables_of_figures_and_tables_that_lay_out():
    cell = "<w:tc>{}</w:tc>".format
    figures = (
        f"<w:tbl><w:tr>{cell(paragraph(run('Monday')))}{cell(paragraph())}{cell(paragraph(run('4')))}</w:tr></w:tbl>"
    )
    assert lines(paragraph(run("Ships:")) + figures) == ["Ships:", "Monday |  | 4"]
    prose = "".join(paragraph(run(f"Paragraph {n}.")) for n in range(3))
    laid_out = f"<w:tbl><w:tr>{cell(prose)}{cell(paragraph(run('Contact')))}</w:tr></w:tbl>"
    assert lines(laid_out) == ["Paragraph 0.", "Paragraph 1.", "Paragraph 2.", "Contact"]
    nested = f"<w:tbl><w:tr>{cell(figures)}</w:tr></w:tbl>"
    assert lines(nested) == ["Monday |  | 4"]


def test_notes_come_after_the_text():
    note = f"<w:footnote>{paragraph(run('Note.'))}</w:footnote>"
    notes = f"<w:footnotes {W}><w:footnote w:type='separator'>{paragraph()}</w:footnote>{note}</w:footnotes>"
    end = notes.replace("footnote", "endnote").replace("Note.", "End.")
    body = paragraph(run("Text"), "<w:r><w:footnoteReference w:id='1'/></w:r>", run("."))
    assert lines(body, footnotes=notes, endnotes=end) == ["Text.", "Note.", "End."]


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (file(paragraph()), NoArticleError, "empty"),
        (file(paragraph(run("x")))[:-40], UnreadableError, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnreadableError, "encrypted or an old Word document"),
        (b"not a zip", UnreadableError, "damaged"),
        (file("<w:p>"), UnreadableError, "broken or too deeply nested"),
        (file("<w:p>" * 3000 + "</w:p>" * 3000), UnreadableError, "broken or too deeply nested"),
        (file(paragraph(run("a" * 20_000))), TooLargeError, "more than 10,000 characters"),
    ],
)
def test_what_cannot_be_read_is_told(data, kind, words):
    (error,) = read(data, max_size=10_000)
    assert type(error) is kind
    assert words in str(error)


def test_entities_are_not_expanded(tmp_path):
    (tmp_path / "secret").write_text("secret")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "{tmp_path}/secret"><!ENTITY y "laugh">]>'
            f"<w:document {W}><w:p><w:r><w:t>a&x;&y;&y;b</w:t></w:r></w:p></w:document>",
        )
    assert not any("secret" in str(one) or "laugh" in str(one) for one in read(out.getvalue()))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = file(" " * 30_000_000)
    assert len(bomb) < 100_000
    monkeypatch.setattr(docx, "_LARGEST_PART", 20_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("was unpacked"))
    (error,) = read(bomb)
    assert isinstance(error, TooLargeError)
    assert "unpacks to" in str(error)


def test_many_elements_without_text_end(monkeypatch):
    monkeypatch.setattr(docx, "_MOST_ELEMENTS", 1000)
    (error,) = read(file("<w:p/>" * 2000))
    assert isinstance(error, TooLargeError)


WHOLE = file(
    paragraph(run("One "), "<w:del/>", run("said.")) + "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
    zipfile.ZIP_STORED,
    core=CORE,
)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=8), st.integers(0, 30))
def test_mutated_files_are_read_or_refused_in_words(at, put, cut):
    found = read(WHOLE[:at] + put + WHOLE[at + cut :])
    assert all(str(one).startswith("a.docx") if isinstance(one, InputError) else one.id for one in found)


PIECES = (
    "<w:p> </w:p> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:r> </w:r> <w:t>a</w:t> <w:del> </w:del> <w:br/>"
)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from([piece for piece in PIECES.split() if not piece.startswith("</") or piece.endswith("t>")]))
)
def test_elements_in_any_order(pieces):
    body, open_ = "", []
    for piece in pieces:
        if piece.endswith("/>") or "</" in piece:
            body += piece
        elif open_ and len(open_) % 3 == 0:
            body += f"</{open_.pop()}>"
        else:
            open_.append(piece.strip("<>"))
            body += piece
    body += "".join(f"</{tag}>" for tag in reversed(open_))
    (one,) = read(file(body))
    assert isinstance(one, NoArticleError) or set(one.text) <= set("a\n| ")
