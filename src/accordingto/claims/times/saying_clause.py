"""Tests of the words between a time and a cue: do they belong to one clause? Hidden contents are written “¤”."""

from __future__ import annotations

import re

_ADVERBS = re.compile(
    r"(?:\s*(?:also|again|once|reportedly|has|have|had|then|later|further|too|both|instead|not|never|did|does|\w+ly\b|,))*\s*"
)
# Verb forms that make a clause of their own; what looks like one after an article is an adjective.
_VERB = re.compile(
    r"(?P<lead>\b(?:a|an|the|his|her|their|its|our|my|and|of|by|with)\s+)?\b(?:(?P<ed>[a-z]\w*(?:ed|ought|aught))|was|were|is|are|has|had|have|did|does|will"
    r"|would|can|could|may|might|should|said|told|met|won|lost|took|came|went|gave|got|made|left|held|led|fell|rose|found"
    r"|began|ran|saw|spoke|wrote|broke|struck|sent|built|became|died|says|tells|hit|shot|kept|paid|sold|stood|thrown"
    r"|flew|drove|drew|grew|threw|sat|fled|swore|rode|spent"
    r"|taken|given|seen|shown|known|written|spoken|driven|beaten|chosen|hurt|put|set up)\b"
)
_AUXILIARIES = ("was", "were", "is", "are", "has", "had", "have")
_NO_VERB = frozenset("need hundred indeed speed seed deed feed breed united red bed shed armed".split())
_LEAVES = re.compile(
    r"\b(?:who|whom|whose|which|where|when|whether|after|before|as|while|because|since|until|following|if|but|amid|despite"
    r"|ahead of|prior to|during|over|about|against|for)\b|[;—]"
)
_SUBORDINATE = re.compile(r"\b(?:who|whom|whose|which|where|when|that|as|while|because|if)\b(?!\s*$)")
_PUBLISHED = (
    "released|published|issued|posted|dated|presented|announced|aired|broadcast|unveiled|signed|printed|made public"
)
_SPEAKING = (
    "speaking|talking|writing|addressing|testifying|appearing|asked|interviewed|tweeting|responding|commenting|reacting"
    "|announcing|presenting|unveiling"
)
_WORDS_OF = (
    "statements?|speech|speeches|interviews?|conferences?|briefings?|hearings?|meetings?|address|sessions?|announcements?|reports?"
    "|letters?|debates?|testimony|rulings?|tweets?|posts?|remarks|messages?|videos?|emails?|e-mails?|broadcasts?|calls?|notes?"
    "|articles?|editorials?|column|blogs?|comments?|decisions?|judgments?|judgements?|stud(?:y|ies)|papers?|findings|orders?"
    "|decrees?|memos?|releases?|publications?|appearances?|opinions?|verdicts?|filings?|complaints?|advisor(?:y|ies)|warnings?|alerts?|bulletins?"
    "|issues?|editions?|surveys?|polls?|books?|memoirs?|autobiograph(?:y|ies)|essays?|reviews?|assessments?|analys[ei]s"
)
_PUBLICATION = re.compile(
    rf"\b(?:{_WORDS_OF}|data|figures|polls?|surveys?|books?|documents?|images|footage|audio|records|lists?|bulletins?)\b"
    rf"[^;¤]{{0,60}}\b(?<!been )(?<!was )(?<!were )(?:{_PUBLISHED})(?: (?!¤)[\w’'.-]+){{0,6}}\s*$"
)
_SPOKEN = re.compile(
    rf"\b(?:(?:{_SPEAKING})\b(?: (?!¤)[\w’',.-]+){{0,14}}"
    rf"|[Ii]n an? [^,¤]{{0,40}}\b(?:{_WORDS_OF})(?: [^,¤]{{0,60}})?)\s*$",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    rf"^[“\"]?(?:(?:But|And|Also|Separately|Later|Earlier|Meanwhile|However),? )?"
    rf"(?:(?:(?:When|While) )?(?:{_SPEAKING})\b[^¤]{{0,90}}"
    rf"|(?:In|At|During|On|Through|Via|Using|According to) [^¤]{{0,60}}\b(?:{_WORDS_OF}|Twitter|Facebook|television|TV"
    rf"|radio)\b[^¤]{{0,60}})\s*$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^[“\"‘'(]*(?:(?:but|and|also|separately|later|earlier|meanwhile|however|then|early|late|shortly|still|back|since|only"
    r"|just|hours|in the (?:early |late )?(?:hours|morning|afternoon|evening|night) of),?\s*)*$",
    re.IGNORECASE,
)
_OF_NOUN = re.compile(r"[’'](?:s\b|(?=\s))\s+(?P<noun>[^,.;¤]{0,40})|\s+(?P<noun2>[a-z]{3,}[^,.;¤]{0,30})")
_ARTICLE = re.compile(r"\b(?:a|an|the|his|her|their|its|this|that)\s+$", re.IGNORECASE)
_MEDIUM = re.compile(r"\bin (?:a|an|his|her|their|its) $", re.IGNORECASE)
_SAYING_NOUN = re.compile(rf"^(?:[\w’'-]+ ){{0,3}}(?:{_WORDS_OF})\b")
_LAST_WORDS = re.compile(rf"(?:^|\s)(?:{_WORDS_OF})\s*$")
_LAST_WORDS_ON = re.compile(
    rf"(?:^|\s)(?:{_WORDS_OF})(?:\s(?:against|on|about|to|for|by|from)(?:\s(?!the\b)[\w’'-]+){{1,6}})?\s*$"
)
_THE_WORDS = re.compile(rf"(?:the|this|that|his|her|its|their)\s+(?:[\w’'-]+\s+)?(?P<noun>{_WORDS_OF})$", re.IGNORECASE)
_WHILE_SPEAKING = re.compile(rf",?\s*\b(?:while|when)\s+(?=(?:{_SPEAKING})\b)")
_SAID_IN = re.compile(rf"\b(?:{_WORDS_OF}|spoke|gave)\b")
_AT_THE_TIME = re.compile(
    r"\bat (?:the|that) time\b|\bon (?:the|that) same (?:day|occasion)\b|\bthat (?:same )?day\b", re.IGNORECASE
)
_PAST = re.compile(
    r"^(?:\w+(?:ed|ing)|said|told|wrote|went|spoke|put|made|gave|swore|drew|set|read|[Ii]n (?:the|a) \w+)\b"
)
# What one thinks, wants or decides is told without an occasion of saying.
_INWARD = re.compile(
    r"^(?:believ|want|plan|intend|hop(?:ed|ing)|wish|think|thought|knew|consider|decid|agree|fear|expect|felt|feel|found|need|seek|sought"
    r"|hold|held|regard|assume|assuming|suspect|doubt|promise|promising|pledg|vow|estimat)\w*"
)
_INWARD_PAST = re.compile(
    r"\w+ed\b|\b(?:thought|knew|found|felt|held|sought|taken|made)\b|.*\b(?:to|have|has|had|was|were|did|would)\b"
)
_OTHER_OCCASION = re.compile(
    r"\b(?:has|have|had|previously|earlier|once|often|repeatedly|later|will|would|long|always|never|then|initially|originally"
    r"|reportedly|recently|allegedly|subsequently|eventually|who|which|was|were|been|being|be|is|are)\s+(?:\w+ly\s+|also\s+)?$",
    re.IGNORECASE,
)
_OWN_OCCASION = re.compile(
    r"^[“\"‘'(]*(?:In|At|During|After|Before|On|Upon|Following|When|Speaking|Earlier|Later|Then|Since|By|Asked)\b"
    r"(?! (?:the|a|his|her|their) (?:statement|same))"
)
_EVENT = re.compile(
    r"^[“\"]?(?:In|At|During)(?: (?:the|an?|his|her|their|its|this)(?: (?!of\b)[\w’'-]+){0,4}?(?: (?:in|on))?)?\s*$"
)
# “On Friday, after the river fell, …”
_SUBORDINATE_ASIDE = re.compile(
    r"^\s*,\s*(?:\w+\s+)?(?:after|as|when|while|before|once|because|since|although|amid|during)\b[^,;¤]{1,160},\s*(?=\S)"
)
_GOES_ON = re.compile(r"(?:^|[\s,])(?:and|but)\s+(?:then\s+|also\s+|later\s+|\w+ly\s+)?$")
_NEW_CLAUSE = re.compile(
    r"(?:[,\s]\s*(?:and|while|where|(?:in|at|during) which)\s|,\s(?P<with>with)\s|;\s)"
    r"(?P<subject>[^,;¤]{1,60}|[^,;¤]{1,40},[^,;¤]{1,80},)\s$"
)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|that|because|if)\b")
_BACK_TO_WORDS = re.compile(r"^,?\s*(?:in which|where|during which|at which|which|when)\s+(?:[^,;¤]{1,40}\s)?$")
_JOINING = re.compile(r"\b(?:after|before|when|while|as|because|since|if|although|following|who|which|that|whether)\b")
_HELD = re.compile(r"\b(?:held|given|delivered|made|recorded|hosted|organi[sz]ed|called|taped)\b")
_ASIDE = re.compile(r",\s[^,¤]{1,120},|\([^()]{1,80}\)")
# A cue takes such words along: “also said”.
_ALSO = re.compile(r"^(?:(?:also|further|again|then|both|\w+ly)\s+)+")
_IN_WHICH = re.compile(
    rf"\b(?:{_PUBLISHED}|gave|gives|held|delivered|made)\b[^.;¤]{{0,200}}\b(?:in which|where)\b[^,;]{{0,60}}$"
)


def has_verb(words: str) -> bool:
    """Whether a finite verb stands in the words, so that they hold a clause of their own."""
    found = _VERB.finditer(words)
    return any(m["ed"] is None or not (m["lead"] or m["ed"] in _NO_VERB) for m in found)


def before_verb(words: str) -> str:
    """Return the words before the first finite verb: the subject, with what opens the sentence."""
    for found in _VERB.finditer(words):
        if found["ed"] is None or not (found["lead"] or found["ed"] in _NO_VERB):
            return words[: found.start()]
    return ""


def without_asides(gap: str) -> str:
    """Return the words without what stands between two commas or in brackets, and without what leads to the cue."""
    short = _ASIDE.sub(" ", gap.lstrip(", "))
    return re.sub(r"(?:\b(?:has|have|had|also|did|does|is|was|were|are|will|would|not|\w+ly)\s+)+$", "", short)


def only_adverbs(gap: str) -> bool:
    """Whether nothing but adverbs and auxiliaries stands between the time and the cue."""
    return _ADVERBS.fullmatch(gap) is not None


def subject_before(head: str, comma: bool) -> bool:
    """Whether the words before the time are a subject, or nothing: no participle and no clause of its own."""
    if opens(head):
        return True
    if comma and not re.search(r",\s*$", head):
        return False
    last = re.split(r"[,¤;:—]", head.rstrip(", "))[-1]
    if _SUBORDINATE.search(last) and not re.search(r"\b(?:after|before|when|as|while|that|because)\s+[^,]*$", last):
        return False
    end = (last.split() or [""])[-1]
    return end in _AUXILIARIES or not has_verb(" " + end)


def leads_to_participle(gap: str, cue: str) -> bool:
    """Whether the cue is a participle of the same clause: “was applauded on Friday upon announcing”."""
    return re.fullmatch(r"\s*(?:upon|on|by|in|while|when)\s+", gap) is not None and cue.split()[0].endswith("ing")


def opens_clause(head: str) -> bool:
    """Whether a clause begins with the time: “…, and on Friday”, “to which on Friday”."""
    return re.search(r"(?:[;:—]|,? (?:and|but|while|which|where|when|that|as))\s*$", head) is not None


def within_event(head: str) -> bool:
    """Whether the sentence begins with an event of that time in which something is said: “At Friday's match”."""
    return _EVENT.match(head) is not None


def opens(head: str) -> bool:
    """Whether the time stands at the beginning of the sentence."""
    return _OPENING.match(head) is not None


def occasion(head: str) -> bool:
    """Whether the sentence begins with the occasion of the saying: “In a statement”, “Speaking in Oslo”."""
    found = _OCCASION.match(head)
    return found is not None and not has_verb(_HELD.sub("", re.sub(rf"(?i)\b(?:{_SPEAKING}|{_PUBLISHED})\b", "", head)))


def published_before(head: str) -> bool:
    """Whether a word for publishing leads to the time: “a report released on”."""
    return _PUBLICATION.search(head) is not None


def spoken_before(head: str) -> bool:
    """Whether words for the occasion of speaking lead to the time: “speaking in Oslo on”, “in a statement on”."""
    return _SPOKEN.search(head) is not None


def begins_aside(head: str) -> bool:
    """Whether the last piece before the time is set off by a comma or opens the sentence."""
    return "," in head or occasion(head)


def same_words(name: str, sentence: str) -> bool:
    """Whether a source is the statement, letter … that the sentence tells of."""
    found = _THE_WORDS.fullmatch(name)
    return found is not None and re.search(rf"\b{re.escape(found['noun'])}\b", sentence, re.IGNORECASE) is not None


def leaves_clause(gap: str) -> bool:
    """Whether the words from the cue to the time lead into another clause, or into what is said."""
    gap = _WHILE_SPEAKING.sub(" ", gap)
    return len(gap) > 160 or _LEAVES.search(gap) is not None or (has_verb(gap) and not published_before(gap))


def without_subordinate(gap: str) -> str:
    """Return the words after a time in front without the subordinate clause that follows it between commas."""
    return _SUBORDINATE_ASIDE.sub(", ", gap)


def in_one_frame(gap: str, cue: str) -> bool:
    """Whether the words after a time that opens the sentence lead to a further clause which it holds for too.

    “On Friday, she toured the dam and (said)”; with a comma after the time also for a clause with a subject of its own.
    """
    if _GOES_ON.search(gap):
        return _RELATIVE.search(gap) is None
    clause = _NEW_CLAUSE.search(gap) if gap.startswith(",") else None
    if clause is None or clause["subject"].endswith(" to") or (clause["with"] and not _participle(cue)):
        return False
    return not has_verb(" " + clause["subject"]) and not _RELATIVE.search(gap[: clause.start()])


def of_same_subject(head: str, gap: str, cue: str) -> bool:
    """Whether the cue goes on with the clause in which the time stands: “quit on Friday, saying”, “on Friday and said”.

    `head` are the words before the time, `gap` those from it to the cue.
    """
    last = re.split(r"[;:—¤]", head)[-1]
    if cue.lower().startswith("according") or _JOINING.search(last) or not has_verb(last):
        return False
    if _BACK_TO_WORDS.match(gap):
        return _SAID_IN.search(last) is not None and not has_verb(gap)
    if re.fullmatch(r",?\s*(?:\w+ly\s+)?", gap) and "," in gap:
        return _participle(cue)
    return re.fullmatch(r",?\s+and\s+(?:then\s+|also\s+|later\s+|\w+ly\s+)?", gap) is not None


def _participle(cue: str) -> bool:
    return re.match(r"(?!according\b)\w+ing\b", cue, re.IGNORECASE) is not None


def ends_with_words(head: str) -> bool:
    """Whether words for what was said or written stand directly before the time: “a statement on”."""
    return _LAST_WORDS.search(head) is not None


def joined(gap: str, cue: str) -> bool:
    """Whether the cue goes on with the same subject: “stepped down, saying”, “gave a speech in which she said”."""
    if _IN_WHICH.search(gap):
        return True
    if _participle(cue) and _LAST_WORDS_ON.search(gap):
        return True
    if gap.rstrip().endswith(",") and _participle(cue):
        return _LEAVES.search(gap.rsplit(",", 1)[0]) is None
    return False


def at_once(gap: str, time: str, tail: str) -> bool:
    """Whether a time that opens a content stands directly after the cue and before what is said."""
    if not re.fullmatch(r"\s*(?:on|late|early|late on|early on|in|earlier)?\s*", gap):
        return False
    if not gap.strip() and not re.match(r"(?i:yesterday|today|(?:last|this|past) )|\w+day\b", time):
        return False
    if re.match(r"\s+(?:is|was|will|would|has|had|and|or|to|could|may|might|should|night’s)\b|[’',.]", tail):
        return False
    return re.match(r"\s+\S", tail) is not None


def dates_words(tail: str) -> bool:
    """Whether the words after a time are a document or speech that it dates: “2018 study”, “Monday statement”."""
    return tail[:1] == " " and _SAYING_NOUN.match(tail.lstrip()) is not None


def goes_with_noun(head: str, tail: str) -> bool:
    """Whether the time describes a noun that is no saying: “Friday's vote”, “the March 3 attack”."""
    found = _OF_NOUN.match(tail)
    if _MEDIUM.search(head) or not found or (found["noun"] is None and not _ARTICLE.search(head)):
        return False
    noun = found["noun"] if found["noun"] is not None else found["noun2"]
    return _SAYING_NOUN.match(noun or "") is None


def own_occasion(head: str) -> bool:
    """Whether the sentence begins with an occasion of its own: “During the summit, …”, “Later, …”."""
    return _OWN_OCCASION.match(head) is not None


def at_the_time(head: str, tail: str) -> bool:
    """Whether the cue's clause says “at the time”."""
    return bool(_AT_THE_TIME.search(head) or _AT_THE_TIME.match(tail.lstrip(" ,¤")))


def goes_with_parent(cue: str, head: str) -> bool:
    """Whether a cue inside what is said is told as of that very speech: “I hope”, “he expects”, “which he said”."""
    if re.search(r"\b(?:what|which) (?:he|she|it|they) $", head):
        return True
    return not (_PAST.match(cue) or _INWARD_PAST.match(cue) or _OTHER_OCCASION.search(head))


def still_to_come(head: str) -> bool:
    """Whether the words before the cue put the saying in the future: “will say”, “is to address”."""
    return re.search(r"\b(?:will|shall|to|would|may|might|should)\s+(?:\w+ly\s+|also\s+|be\s+)?$", head) is not None


def of_what_follows(content: str) -> bool:
    """Whether a time after these words of a content is its own: “was forecast to reach the coast on Monday”."""
    return re.match(r"(?:to|that|whether|how|why|when|where)\b", content) is not None


def formal(cue: str) -> bool:
    """Whether the cue is an act with a form of its own, after which speech is another occasion (“declared”)."""
    return re.match(r"(?:declare|declaring|sign|sentenc|order|appoint|charg|fil|impos|issu)", cue) is not None


def same_speech(cue: str, head: str) -> bool:
    """Whether the cue tells of a saying on one occasion, in the past tense or as a participle."""
    cue = _ALSO.sub("", cue)
    return bool(_PAST.match(cue)) and not _INWARD.match(cue) and not _OTHER_OCCASION.search(head)
