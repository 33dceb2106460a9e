"""Invented reports and mentions in them."""

from __future__ import annotations

from evaluation.coreference.mentions.mention import Kind, Mention

DAM_ONE = (
    "The dam at Ostrany collapsed on Tuesday .",
    "Miriam Kolb , the mayor , said that the collapse killed four villagers .",
    "She blamed the contractor , which denied it .",
)
DAM_TWO = (
    "Ostrany buried four villagers who died when its dam collapsed .",
    "Mayor Kolb accused the contractor after Tuesday 's collapse .",
)
VOTE = (
    "The senate of Velmark approved the pension bill after a stormy night .",
    "Opposition senators said that the government had collapsed morally .",
)
REPORTS = {"dam one": DAM_ONE, "dam two": DAM_TWO, "vote": VOTE}
TEXTS = {document: "\n".join(lines) for document, lines in REPORTS.items()}


def mention(kind: Kind, document: str, sentence: int, words: str, nth: int = 0) -> Mention:
    """The nth mention with these words in a sentence of a report."""
    return in_line(kind, REPORTS[document][sentence], words, document, sentence, nth)


def in_line(kind: Kind, line: str, words: str, document: str = "report", sentence: int = 0, nth: int = 0) -> Mention:
    """The nth mention with these words in a line of words."""
    all_words, own = tuple(line.split()), tuple(words.split())
    starts = [at for at in range(len(all_words)) if all_words[at : at + len(own)] == own]
    return Mention(kind, document, sentence, all_words, tuple(range(starts[nth], starts[nth] + len(own))))
