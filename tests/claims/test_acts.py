from __future__ import annotations

import pytest
from claims.marked import cue_in

from accordingto.claims.acts.acts import act_of
from accordingto.claims.acts.cue import Cue
from accordingto.claims.acts.lexicon import NO_ACT, PARTS, cue_lexicon
from accordingto.records import Span
from accordingto.records.claim import ACTS

# Sentences with their cue in brackets, and the act; None where it did not take place, "-" where the cue fits none.
CUES = [
    ("He [did not deny] that it burned.", None),
    ("She [never said] that.", None),
    ("The ministry could not [confirm] that.", None),
    ("He [refused] to say who paid.", None),
    ("He [refused] to leave the town.", "intend"),
    ("He [refused to say] who paid.", None),
    ("He declined to [confirm] the report.", None),
    ("Officials failed to [confirm] the report.", None),
    ("She [asked] him to leave.", "urge"),
    ("She [asked] whether he would leave.", "question"),
    ("She was [asked] to leave.", "urge"),
    ("“Why now?” she [asked].", "question"),
    ("He [told] residents to leave.", "order"),
    ("He [told] reporters that it was over.", "assert"),
    ("He [told] the BBC the plan to leave was dead.", "assert"),
    ("They were [told] to leave.", "order"),
    ("He [called on] them to stop.", "urge"),
    ("They [lashed out at] critics.", "condemn"),
    ("He [ruled] it [out].", "deny"),
    ("He [hit back at] critics.", "condemn"),
    ("It [signed off on] the plan.", "support"),
    ("He is [believed] to be dead.", "believe"),
    ("She was [accused] by the ministry of theft.", "accuse"),
    ("It is [expected to announce] a plan.", "announce"),
    ("He will [ask] for help.", "urge"),
    ("The group [claimed] responsibility.", "assert"),
    ("[In a statement], it said.", "assert"),
    ("He [issued] a warning that it was late.", "warn"),
    ("He [issued a warning] that it was late.", "warn"),
    ("They [expressed] concern over the plan.", "believe"),
    ("They [expressed support] for the plan.", "support"),
    ("He [made a call for] calm.", "urge"),
    ("He was [quoted as saying] that.", "assert"),
    ("He [went on to say] that.", "assert"),
    ("He [took to Twitter to say] that.", "assert"),
    ("He [suggested] waiting a while.", "propose"),
    ("He [suggested] that they should wait.", "propose"),
    ("He [suggested] that it was cold.", "assert"),
    ("It [estimates] that it will cost more.", "predict"),
    ("It [estimates] that it costs more.", "believe"),
    ("He does not [believe] that.", "believe"),
    ("He [pleaded] guilty to theft.", "acknowledge"),
    ("He [pleaded not guilty].", "deny"),
    ("He [agreed] to pay.", "promise"),
    ("He [agreed] with her.", "confirm"),
    ("No one [said] so.", None),
    ("He not only [said] so.", "assert"),
    ("He [would like] to see it.", "intend"),
    ("They [made it clear] that.", "assert"),
    ("He [took issue with] it.", "condemn"),
    ("[According to] police, it burned.", "assert"),
    ("It [reportedly] burned.", "assert"),
    ("She [asked] ministers about the deal.", "question"),
    ("He [called] on Tuesday from home.", "assert"),
    ("He [warned] against it.", "warn"),
    ("He [stopped short of accusing] them.", None),
    ("He has yet to [comment].", None),
    ("“Go,” he [said].", "assert"),
    ("He [put out a statement saying] that.", "assert"),
    ("She [wrote an op-ed urging] calm.", "urge"),
    ("He is [considering] closing it.", "intend"),
    ("They were not expected to [announce] it.", None),
    ("They [denied] this.", "deny"),
    ("Officials neither [confirmed] nor [denied] it.", None),
    ("He [thanked] her.", "support"),
    ("[his denial] of that", "deny"),
    ("They [gave a warning] to him.", "warn"),
    ("He’d [say] that.", "assert"),
    ("They [said] no.", "assert"),
    ("He [criticised] it.", "condemn"),
    ("He [threatened] to quit.", "warn"),
    ("He [vowed] to quit.", "promise"),
    ("He [decided] to quit.", "announce"),
    ("She is [determined] to quit.", "intend"),
    ("It was [known] as a fort.", "assert"),
    ("He [insisted on] an inquiry.", "urge"),
    ("He [insisted] that it was so.", "assert"),
    ("The party [called off] the talks.", "announce"),
    ("He [dismissed] the claims.", "deny"),
    ("He [has no doubt] that.", "believe"),
    ("He [refused to apologise] for it.", None),
    ("He [has] doubts.", "believe"),
    ("He [said] he asked.", "assert"),
    ("It [reads]: “Go.”", "assert"),
    ("Scholars have [long wondered] about their role.", "question"),
    ("He [appealed] the ruling to a higher court.", "-"),
    ("She [appealed] to residents to leave.", "urge"),
    ("They [labelled] it a fraud.", "assert"),
    ("He [has said] so.", "assert"),
    ("She [asked] reporters the same.", "question"),
    ("They [released a statement saying] so.", "assert"),
    ("It [seems] to be cold.", "-"),
    ("He [has yet to confirm] it.", None),
    ("The police [charged] him with theft.", "accuse"),
    ("They [looked like] that.", "-"),
]


@pytest.mark.parametrize(("sentence", "act"), CUES)
def test_acts(sentence: str, act: str | None) -> None:
    found, reasons = act_of(cue_in(sentence))
    assert found == (None if act == "-" else act), reasons[0].rule
    assert [r.cell for r in reasons] == ["act"]
    assert reasons[0].spans
    if act is None:
        assert reasons[0].rule.startswith("negated cue")
    if act == "-":
        assert reasons[0].rule.endswith("fits no act")


def test_unknown_cues_are_never_assertions_by_default() -> None:
    cue = cue_in("He [flummoxled] that it was so.")
    act, (reason,) = act_of(cue)
    assert act is None
    assert reason.rule == "cue not in the lexicon: flummoxled"
    assert reason.score is None


def test_the_model_judges_unknown_cues_only() -> None:
    asked: list[Cue] = []

    def model(cue: Cue) -> tuple[str, float]:
        asked.append(cue)
        return "warn", 0.71

    assert act_of(cue_in("He [said] so."), model)[0] == "assert"
    assert asked == []
    act, (reason,) = act_of(cue_in("He [flummoxled] that it was so."), model)
    assert (act, reason.score) == ("warn", 0.71)
    assert reason.rule.startswith("model")
    assert reason.spans == (Span(3, 13),)


def test_the_model_may_keep_silent_and_says_nothing_of_negated_cues() -> None:
    assert act_of(cue_in("He [flummoxled] it."), lambda cue: None)[0] is None
    assert act_of(cue_in("He did not [flummoxle] it."), lambda cue: ("warn", 0.9))[0] is None
    assert act_of(cue_in("He [flummoxled] it."), lambda cue: ("shout", 0.9))[0] is None


def test_negation_is_shown_by_its_words() -> None:
    _, (reason,) = act_of(cue_in("He could not immediately [confirm] it."))
    assert reason.spans == (Span(3, 8), Span(9, 12), Span(25, 32))


def test_the_table_holds_only_acts_and_frames_that_are_looked_up() -> None:
    lexicon = cue_lexicon()
    kinds = {"that", "whether", "to", "object", "gerund", "quotation", "clause", "nothing", "should", "future"}
    kinds |= {"question", "passive", "modal", "light", "raising", "refusing"}
    for lemma, frames in lexicon.frames.items():
        assert lemma == lemma.lower()
        for frame, act in frames.items():
            assert act == NO_ACT or act in ACTS, (lemma, frame)
            part, *rest = frame.split()
            assert part in PARTS, (lemma, frame)
            after = [w for w in rest if not w.startswith("+")]
            if len(after) == len(rest):
                assert set(rest) <= kinds, (lemma, frame)


@pytest.mark.parametrize(("british", "lemma"), [("criticised", "criticize"), ("labelled", "label"), ("pled", "plead")])
def test_both_spellings(british: str, lemma: str) -> None:
    assert cue_lexicon().parts(british)["verb"] == lemma
