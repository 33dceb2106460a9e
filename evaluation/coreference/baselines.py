"""What any system must beat: nothing linked, and the same head word within a group of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from evaluation.coreference.mentions.heads import head_lemma
from evaluation.coreference.mentions.mention import Mention


def singletons(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Link nothing."""
    return [[mention] for mention in mentions]


def same_lemma(mentions: Iterable[Mention], groups: Iterable[Sequence[str]]) -> list[list[Mention]]:
    """Link all mentions with one head lemma in one group of reports; `groups` hold each report once."""
    group_of: Mapping[str, int] = {document: at for at, group in enumerate(groups) for document in group}
    found: defaultdict[tuple[int, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[group_of[mention.document], head_lemma(mention)].append(mention)
    return list(found.values())
