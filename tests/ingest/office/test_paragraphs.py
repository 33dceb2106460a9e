from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from accordingto.ingest.office.paragraphs import paragraphs
from accordingto.ingest.office.rows import Line

LEFT, RIGHT, TOP = 50.0, 250.0, 700.0


def printed(*texts, page=0, block=0, size=10.0, top=TOP, left=LEFT, right=RIGHT, height=800.0, indent=()):
    """Lines below one another; those that end with “~” are short."""
    found = []
    for number, text in enumerate(texts):
        y1 = top - 12 * number
        x1 = left + 0.5 * (right - left) if text.endswith("~") else right
        x0 = left + 12 if number in indent else left
        found.append(Line(text.rstrip("~"), x0, x1, y1 - 10, y1, size, page, block, left, right, height))
    return found


def text(*lines):
    return paragraphs([line for part in lines for line in part])[1]


def test_lines_join_and_short_ends_part():
    assert text(printed("The ferry is late and", "nobody knows why.~", "It rains.")) == [
        "The ferry is late and nobody knows why.", "It rains.",
    ]  # fmt: skip


def test_indents_gaps_sizes_and_bullets_part():
    assert text(printed("One line that is full.", "Two begins here", "and ends.", indent=(1,))) == [
        "One line that is full.", "Two begins here and ends.",
    ]  # fmt: skip
    assert text(printed("One", "two"), printed("Three", top=TOP - 60)) == ["One two", "Three"]
    assert text(printed("Small print", size=7), printed("Text of a report", top=TOP - 12)) == [
        "Small print",
        "Text of a report",
    ]
    assert text(printed("We ask for", "• ferries", "• quays")) == ["We ask for", "• ferries", "• quays"]


def test_columns_and_pages_go_on():
    column = {"block": 1, "left": 300.0, "right": 500.0}
    assert text(printed("The ferry is", "late and nobody"), printed("knows why.", **column)) == [
        "The ferry is late and nobody knows why."
    ]
    assert text(printed("The port asked"), printed("Mr Dahl to go.", **column)) == ["The port asked Mr Dahl to go."]
    assert text(printed("The port is shut."), printed("Mr Dahl went.", **column)) == [
        "The port is shut.",
        "Mr Dahl went.",
    ]
    assert text(printed("It is shut", "and we", "leave~"), printed("Weather", **column)) == [
        "It is shut and we leave",
        "Weather",
    ]
    assert text(printed("The munici-"), printed("pal hall", page=1)) == ["The municipal hall"]


def test_hyphens():
    assert text(printed("The munici-", "pal hall of the Franco-", "German union")) == [
        "The municipal hall of the Franco-German union"
    ]
    assert text(printed("a long-term plan, a long-", "term plan")) == ["a long-term plan, a long-term plan"]
    assert text(printed("a self-", "made man of 20-", "year terms")) == ["a self-made man of 20- year terms"]
    assert text(printed("of state-of-the-", "art ships")) == ["of state-of-the-art ships"]
    assert text(printed("auto\u00ad", "mobile o\u00adf the ﬁrst")) == ["automobile of the first"]


def test_running_heads_and_page_numbers_go():
    pages = []
    for page in range(3):
        pages += printed(f"The Gazette, p. {page + 1}", page=page, top=790, block=0)
        pages += printed(f"Page {page} says something of its own.", page=page, block=1)
        pages += printed(str(page + 1), page=page, top=30, block=2)
    assert text(pages) == [f"Page {page} says something of its own." for page in range(3)]
    single = printed("For release on Monday", top=790), printed("Text.", block=1), printed("- 7 -", top=30, block=2)
    assert text(*single) == ["For release on Monday", "Text."]


def test_heading_is_the_largest_print():
    heading, texts = paragraphs(
        printed("Ferry is late", "again", size=22, top=760) + printed("Text of the report.", block=1, top=600)
    )
    assert (heading, texts) == ("Ferry is late again", ["Text of the report."])
    assert paragraphs(printed("Only text.")) == (None, ["Only text."])
    assert paragraphs([]) == (None, [])


NUMBER = st.floats(0, 1000)
LINE = st.builds(
    Line, st.text(st.sampled_from("ab-. A1•ﬁ\u00ad"), max_size=8), NUMBER, NUMBER, NUMBER, NUMBER,
    st.floats(0.1, 100), st.integers(0, 3), st.integers(0, 3), NUMBER, NUMBER, st.floats(1, 1000),
)  # fmt: skip


@given(st.lists(LINE, max_size=12))
def test_no_letter_is_made_up(lines):
    heading, texts = paragraphs(lines)
    kept = "".join([heading or "", *texts]).replace(" ", "")
    given = "".join(line.text for line in lines).replace("ﬁ", "fi")
    assert all(kept.count(c) <= given.count(c) for c in set(kept))
    assert all(texts)


def test_lines_cut_by_wide_spaces_are_whole_again():
    full = {"left": 50.0, "right": 250.0}
    beside = {"left": 262.0, "right": 462.0, "block": 9}
    left = printed("The ferry is late and", "nobody knows for", "how long the quay", "stays closed.~", **full)
    right = printed("In other news the", "wind is strong and", "the sea is rough, it", "was said.", **beside)
    cut = [
        replace(left[1], text="nobody ", x1=120.0),
        replace(left[1], text="knows", x0=134.0, x1=170.0, block=5, left=134.0, right=170.0),
        replace(left[1], text="for", x0=182.0),
    ]
    given = [left[0], cut[0], cut[2], *left[2:], cut[1], *right]
    assert text(given) == [
        "The ferry is late and nobody knows for how long the quay stays closed.",
        "In other news the wind is strong and the sea is rough, it was said.",
    ]


def test_double_spaced_lines():
    lines = []
    for number, words in enumerate(("One line of a", "double-spaced", "report.~", "Another one.")):
        lines += printed(words, block=number, top=TOP - 24 * number)
    assert text(lines) == ["One line of a double-spaced report.", "Another one."]
