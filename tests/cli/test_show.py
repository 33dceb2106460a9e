from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from accordingto.cli.show import marked, show
from accordingto.cli.terminal import plain
from accordingto.exports.lines import safe
from accordingto.ledger import Ledger
from accordingto.ledger.originals import Waiting
from accordingto.records import Claim, Document, Provenance, Reading, Source, Span, Spans, Unattributed

# Invented for these tests.
TEXT = 'Mayor Ana Berg said she would fight what critics call "neglect".\nIt was reported that the dam held.'


def at(words: str) -> Spans:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


@pytest.fixture
def reading() -> Reading:
    outer = Claim("C1", "S1", at("Mayor Ana Berg"), at("said"), at('she would fight what critics call "neglect"'),
                  "mixed", 0.9, act="promise", via=("S2",))  # fmt: skip
    inner = Claim("C2", None, at("critics"), at("call"), at("neglect"), "direct", 0.6, parent="C1")
    return Reading(
        Document(TEXT, "berg.txt", "Berg: I will fight", None, "The Norrby Post", "2024-05-07", "en"),
        (Source("S1", "Ana Berg", "person", True, "Mayor"), Source("S2", "Wire", "outlet", True)),
        (outer, inner),
        Provenance("0.1.0", "sha256:aa"),
        unattributed=(Unattributed(at("the dam held"), "a passive without a source"),),
        notes=("The report has no address.",),
    )


def run(path: Path, *arguments: str, width: int = 400, colour: bool = False) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(show)
    env = {"COLUMNS": str(width), "FORCE_COLOR": "1" if colour else None, "NO_COLOR": None, "TERM": "xterm-256color"}
    result = CliRunner().invoke(app, [str(path), *arguments], env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def shown(tmp_path: Path, reading: Reading, **options: int) -> str:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading)
    code, out, err = run(tmp_path / "ledger.db", "1", **options)
    assert (code, err) == (0, "")
    return out


def test_claims_are_marked_by_form_alone(tmp_path: Path, reading: Reading) -> None:
    out = shown(tmp_path, reading)
    assert "Berg: I will fight\nThe Norrby Post · 2024-05-07 · berg.txt\nMarks: [source] _cue_{claim}" in out
    assert (
        '[Mayor Ana Berg] _said_{1} «she would fight what [critics] _call_{2} "«neglect»{2}"»{1}.\n'
        "It was reported that {?the dam held?}.\n"
    ) in out
    assert '{1} Ana Berg ← Wire said: she would fight what critics call "neglect" (promise, mixed, 0.90)\n' in out
    assert "  {2} ? critics call: neglect (direct, in claim 1, 0.60)\n" in out
    assert "{?} the dam held (a passive without a source)\n" in out
    assert "Note: The report has no address.\n" in out
    assert "\x1b" not in out


def test_claims_are_marked_by_colour_too(tmp_path: Path, reading: Reading) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading)
    _, out, _ = run(tmp_path / "ledger.db", "1", colour=True)
    assert "\x1b[1;36m[Mayor Ana Berg]\x1b[0m \x1b[1;4;33m_said_{1}\x1b[0m \x1b[32m«she would fight what" in out
    assert "\x1b[3;35m«neglect»{2}\x1b[0m" in out


def test_lines_are_wrapped_to_the_width(tmp_path: Path, reading: Reading) -> None:
    out = shown(tmp_path, reading, width=40)
    assert max(map(len, out.splitlines())) <= 40


def test_untrusted_text_neither_steers_the_terminal_nor_the_printer(tmp_path: Path, reading: Reading) -> None:
    evil = "\x1b[31mred\x1b]0;title\x07\x9b2J\x00\u202e[bold]x[/bold] [/nothing] :smile: \r\n\tend"
    document = replace(reading.document, text=TEXT + evil, title=evil, publisher=evil)
    source = replace(reading.sources[0], name=evil)
    untold = Unattributed((Span(len(TEXT), len(TEXT + evil)),), evil)
    out = shown(tmp_path, replace(reading, document=document, sources=(source,), unattributed=(untold,), notes=(evil,)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert out.count("[bold]x[/bold] [/nothing] :smile:") >= 5


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Span(*pair)), max_size=6),
)
def test_the_words_stay_whatever_the_spans(text: str, parts: list[Span]) -> None:
    spans = tuple(parts)
    claim = Claim("C1", None, spans[:2], spans[1:3], spans[2:], "direct", 1.0)
    untold = (Unattributed(spans[::2], ""),)
    reading = Reading(Document(text), (), (claim, replace(claim, id="C1", parent="C1")), Provenance("", ""), (), untold)

    def unmarked(text: str) -> str:
        return re.sub(r"\{1\}|\{\?|\?\}|[\[\]_«»\s]", "", text)

    printed = marked(reading).plain
    assert unmarked(printed) == unmarked(safe(text)) or re.search(r"[{}?1]", text)
    assert all(printed.count(one) - safe(text).count(one) == printed.count(other) - safe(text).count(other)
               for one, other in ("[]", "«»"))  # fmt: skip


def test_plain_keeps_other_scripts_and_line_breaks() -> None:
    assert safe("שלום\nعربي a\tb \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}") == (
        "שלום\nعربي a  b \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}"
    )
    assert plain(" a\n\tb\x1b ") == "a b"


def test_without_a_report_the_reports_are_listed(tmp_path: Path, reading: Reading) -> None:
    Ledger.open(tmp_path / "ledger.db").close()
    assert run(tmp_path / "ledger.db") == (0, "", f"Ledger {tmp_path / 'ledger.db'} has no reports yet.\n")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading)
    code, out, _ = run(tmp_path / "ledger.db")
    assert code == 0
    assert re.search(r"1 +2024-05-07 +The Norrby Post +Berg: I will fight +2", out)


def test_ledger_problems_are_told_without_a_traceback(tmp_path: Path, reading: Reading) -> None:
    code, out, err = run(tmp_path / "none.db", "1")
    assert (code, out) == (1, "")
    assert "no such file" in err
    shown(tmp_path, reading)
    code, out, err = run(tmp_path / "ledger.db", "nothing like it")
    assert (code, out) == (1, "")
    assert "has no report 'nothing like it'" in err


def test_help_has_examples(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "--help")
    assert code == 0
    assert 'accordingto show ledger.db "river rises"' in out


def test_what_a_publisher_took_back_is_said_of_the_report_that_came_before(tmp_path: Path, reading: Reading) -> None:
    item = replace(reading.document, item="urn:1")
    kill = replace(item, text="Kill: the dam never broke.", title="KILL: Berg", status="killed", notice="It is untrue.")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(replace(reading, document=item))
        ledger.add(Reading(kill, (), (), reading.provenance))
    for arguments, words in (
        ((), "[WITHDRAWN BY ITS PUBLISHER]"),
        (("1",), "Withdrawn by its publisher: It is untrue."),
    ):
        assert words in run(tmp_path / "ledger.db", *arguments)[1]


def test_the_original_comes_back_byte_for_byte_where_it_was_kept(tmp_path: Path, reading: Reading) -> None:
    data = b"\xef\xbb\xbf<p>\r\n\x00\xff"
    waiting = Waiting()
    waiting.keep("sha256:bytes", data)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(replace(reading, document=replace(reading.document, original="sha256:bytes")), waiting)
        ledger.add(replace(reading, document=replace(reading.document, text=TEXT + " ", title="Another")))
    app = typer.Typer()
    app.command()(show)
    result = CliRunner().invoke(app, [str(tmp_path / "ledger.db"), "1", "--original"])
    assert (result.exit_code, result.stdout_bytes) == (0, data)
    code, out, err = run(tmp_path / "ledger.db", "2", "--original")
    assert (code, out) == (1, "")
    assert "--keep-original" in err
    assert run(tmp_path / "ledger.db", "--original")[0] == 2
