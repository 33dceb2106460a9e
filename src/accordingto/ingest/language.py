"""Tells in which language a text is written, offline."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_CODES_AND_NAMES = """
    af Afrikaans am Amharic ar Arabic as Assamese az Azerbaijani be Belarusian bg Bulgarian bn Bengali br Breton bs
    Bosnian ca Catalan cs Czech cy Welsh da Danish de German el Greek en English eo Esperanto es Spanish et Estonian
    eu Basque fa Persian fi Finnish fo Faroese fr French fy Frisian ga Irish gd Gaelic gl Galician gu Gujarati ha
    Hausa he Hebrew hi Hindi hr Croatian ht Haitian hu Hungarian hy Armenian id Indonesian ig Igbo is Icelandic it
    Italian ja Japanese jv Javanese ka Georgian kk Kazakh km Khmer kn Kannada ko Korean ku Kurdish ky Kyrgyz la
    Latin lb Luxembourgish lg Ganda ln Lingala lo Lao lt Lithuanian lv Latvian mg Malagasy mk Macedonian ml
    Malayalam mn Mongolian mr Marathi ms Malay mt Maltese my Burmese ne Nepali nl Dutch no Norwegian oc Occitan om
    Oromo or Odia pa Punjabi pl Polish ps Pashto pt Portuguese qu Quechua ro Romanian ru Russian rw Kinyarwanda sa
    Sanskrit si Sinhala sk Slovak sl Slovenian sn Shona so Somali sq Albanian sr Serbian sv Swedish sw Swahili ta
    Tamil te Telugu tg Tajik th Thai tk Turkmen tl Tagalog tr Turkish tt Tatar ug Uyghur uk Ukrainian ur Urdu uz
    Uzbek vi Vietnamese xh Xhosa yo Yoruba zh Chinese zu Zulu
"""
# What detect_language can answer, with the English name of each.
LANGUAGES = dict(re.findall(r"(\w+)\s+(\w+)", _CODES_AND_NAMES))
_SAMPLE = 3000
_LEAST = 40
# Of 4,000 sentences of English news none was taken for another language with more confidence than 0.42.
_SURE = 0.45
_WORD = re.compile(r"[a-z]+")
# Together frequent in English and in no other language.
_ENGLISH = frozenset(
    {
        "the", "and", "that", "with", "from", "this", "which", "were", "they", "their", "have",
        "has", "been", "said", "would", "who", "after", "more", "about", "its",
    }
)  # fmt: skip


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None where there is too little text to tell.

    Looks at no more than 3,000 characters, from the beginning, the middle and the end.
    """
    sample = _sample(text)
    weight = sum(2 if ord(c) > 0x2E7F else 1 for c in sample if c.isalpha())  # a Chinese character says more
    if weight < _LEAST:
        return None
    if _plainly_english(sample):
        return "en"
    code, confidence = _identifier().classify(sample.encode("utf-8", "replace"))
    return str(code) if confidence >= _SURE else None


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third = _SAMPLE // 3
    middle = len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def _plainly_english(sample: str) -> bool:
    """Whether function words leave no doubt: spares most users the second that the identifier takes to load."""
    words = _WORD.findall(sample.lower())
    found = [word for word in words if word in _ENGLISH]
    if sum(len(word) for word in words) < 0.8 * sum(c.isalpha() for c in sample):
        return False
    share, kinds = (0.08, 5) if len(words) >= 30 else (0.25, 3)
    return found.count("the") > 0.02 * len(words) and len(found) > share * len(words) and len(set(found)) >= kinds


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads a model

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code in LANGUAGES])
    return identifier
