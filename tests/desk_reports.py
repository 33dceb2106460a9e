"""Reports invented for tests of the desk's pages, read by hand: marks by the words that stand there."""

from __future__ import annotations

from dataclasses import replace

from accordingto.records import (
    Claim,
    Document,
    Link,
    Provenance,
    Quantity,
    Reading,
    Reason,
    Source,
    Span,
    Spans,
    Time,
    Unattributed,
    Verification,
)

# The wave is one code point and two UTF-16 units: whoever mixes them up marks the wrong words.
DAM = (
    "🌊 Mayor José Åström said on Monday that the flood took more than 40 houses. The Harbour Post quoted unnamed "
    "engineers as saying the dam had held. He denied what the opposition calls neglect.\n\n"
    "The ministry said it would pay. “Nobody came to help us that night,” read a note on a door."
)
TOLL = "NORRBY - Mayor José Åström said on Friday that the flood took 12 houses. Engineers were silent."
HOSTILE = (
    'Mr <img src=x onerror="document.title=1"> said <script>document.title=2</script> & “</span> done”. '
    "{{ 7 * 7 }} was denied."
)


def at(text: str, *words: str) -> Spans:
    """Return where words stand in a text, the first time."""
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)


def _day(text: str, words: str, day: str) -> Time:
    return Time(day, day, at(text, words))


def dam() -> Reading:
    """Four claims, one inside another, one relayed, one without a source; a note on a door that nobody is named for."""
    later = DAM.index("said it would")
    claims = (
        Claim(
            "C1", "S1", at(DAM, "Mayor José Åström"), at(DAM, "said"),
            at(DAM, "that the flood took more than 40 houses"), "indirect", 0.93, act="assert",
            said=_day(DAM, "on Monday", "2024-05-06"),
            quantities=(Quantity(40, None, "houses", at(DAM, "more than 40")),),
            verification=(Verification("unverified", "S2", ()),),
            reasons=(Reason("act", "cue lexicon: say", at(DAM, "said"), 0.9),),
        ),
        Claim("C2", "S3", at(DAM, "unnamed engineers"), at(DAM, "quoted", "as saying"), at(DAM, "the dam had held"),
              "indirect", 0.5, via=("S2",), act="assert"),
        Claim("C3", "S1", at(DAM, "He"), at(DAM, "denied"), at(DAM, "what the opposition calls neglect"), "indirect",
              0.8, act="deny"),
        Claim("C4", None, at(DAM, "the opposition"), at(DAM, "calls"), at(DAM, "neglect"), "indirect", 0.41,
              parent="C3", act="accuse"),
        Claim("C5", "S4", at(DAM, "The ministry"), (Span(later, later + 4),), at(DAM, "it would pay"), "indirect", 0.7,
              act="promise"),
    )  # fmt: skip
    sources = (
        Source("S1", "José Åström", "person", True, "Mayor", "SE"), Source("S2", "Harbour Post", "outlet", True),
        Source("S3", "unnamed engineers", "group", False), Source("S4", "ministry", "government", True),
    )  # fmt: skip
    document = Document(DAM, "dam.txt", "River rises in Norrby", "https://post.example/dam", "The Harbour Post",
                        "2024-05-07", "en")  # fmt: skip
    note = Unattributed(
        at(DAM, "“Nobody came to help us that night,”"), "a quotation that no cue or source was found for"
    )
    links = (Link("contradicts", ("C1", "C3"), "he denies it"),)
    return Reading(document, sources, claims, Provenance("0.1.0", "sha256:aa"), links, (note,))


def toll() -> Reading:
    """A later report in which the same mayor gives another number."""
    claim = Claim(
        "C1", "S1", at(TOLL, "Mayor José Åström"), at(TOLL, "said"), at(TOLL, "that the flood took 12 houses"),
        "indirect", 0.9, act="assert", said=_day(TOLL, "on Friday", "2024-05-10"),
        quantities=(Quantity(12, 12, "houses", at(TOLL, "12")),),
    )  # fmt: skip
    document = Document(TOLL, "toll.txt", "Fewer houses lost", None, "Norrby Radio", "2024-05-11", "en")
    source = Source("S1", "José Åström", "person", True, "Mayor", "SE")
    return Reading(document, (source,), (claim,), Provenance("0.1.0", "sha256:aa"))


def hostile() -> Reading:
    """A report that would be a program if anything of it reached a page as it is."""
    name = '<img src=x onerror="document.title=1">'
    claim = Claim("C1", "S1", at(HOSTILE, name), at(HOSTILE, "said"), at(HOSTILE, "<script>document.title=2</script>"),
                  "indirect", 0.6)  # fmt: skip
    document = Document(
        HOSTILE, '"><script>document.title=3</script>.txt', "<script>document.title=4</script>",
        'javascript:document.title="5"', '"><b>Post</b>', "2024-05-01", "en",
    )  # fmt: skip
    source = Source("S1", name, "person", True, "'\"><svg onload=document.title=6>")
    return Reading(document, (source,), (claim,), Provenance("0.1.0", "sha256:aa"))


def read_again(reading: Reading) -> Reading:
    """Return what a newer program reads: the first claim is a warning now."""
    first, *others = reading.claims
    return replace(reading, claims=(replace(first, act="warn"), *others), provenance=Provenance("0.2.0", "sha256:bb"))
