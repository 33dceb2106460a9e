"""Whether a cue names a saying, a thought or a wish at all, or an act without words that only looks like one."""

from __future__ import annotations

from accordingto.claims.acts.acts import looked_up
from accordingto.claims.acts.cue import Cue
from accordingto.claims.acts.lexicon import NO_ACT

# “Did not say who” tells of silence; “could not confirm that …” still tells what was not confirmed.
_SILENCE = frozenset(("assert", "announce", "question", "propose", "order"))


def is_saying(cue: Cue) -> bool:
    """Return False for cues that the lexicon knows to be no saying (“signed”, “was sentenced”) and for silence."""
    act = looked_up(cue)[1]
    return act != NO_ACT and not (cue.negated and act in _SILENCE)
