"""Which act a cue stands for: from the cue lexicon, or for an unknown cue from the model."""

from __future__ import annotations

from collections.abc import Callable

from accordingto.claims.acts.cue import Cue
from accordingto.claims.acts.lexicon import NO_ACT, cue_lexicon
from accordingto.records import Reason
from accordingto.records.claim import ACTS

Fallback = Callable[[Cue], "tuple[str, float] | None"]
# A negated belief or wish is still one; every other negated act did not take place.
_STATES = frozenset(("believe", "intend"))
_EXPECTING = frozenset(("expect", "anticipate", "foresee"))


def act_of(cue: Cue, fallback: Fallback | None = None) -> tuple[str | None, tuple[Reason, ...]]:
    """Return the act of a cue, one of ACTS, and why; None where it did not take place, fits none or is unknown."""
    frame, act = looked_up(cue)
    named = f"{cue.lemma} ({frame})" if frame and frame != cue.part else cue.lemma
    if act is None:
        return _from_model(cue, fallback)
    if act == NO_ACT:
        return None, (Reason("act", f"cue lexicon: {named} fits no act", cue.spans),)
    if cue.negated and act not in _STATES and cue.lemma not in _EXPECTING:
        return None, (Reason("act", f"negated cue: {named} did not take place", (*cue.auxiliaries, cue.head)),)
    carried = f", carried by “{cue.carrier}”" if cue.carrier else ""
    return act, (Reason("act", f"cue lexicon: {named}{carried}", (cue.head,)),)


def looked_up(cue: Cue) -> tuple[str | None, str | None]:
    """Return the most specific frame of a cue that the lexicon knows and its act there; None and None for neither."""
    lexicon = cue_lexicon()
    for frame in cue.frames:
        act = lexicon.act(cue.lemma, frame)
        if act is not None:
            return frame, act
    return None, None


def _from_model(cue: Cue, fallback: Fallback | None) -> tuple[str | None, tuple[Reason, ...]]:
    guess = fallback(cue) if fallback and not cue.negated else None
    if guess is None or guess[0] not in ACTS:
        return None, (Reason("act", f"cue not in the lexicon: {cue.lemma}", cue.spans),)
    act, chance = guess
    return act, (Reason("act", f"model, from cues like it: {cue.lemma} is not in the lexicon", (cue.head,), chance),)
