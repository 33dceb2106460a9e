"""Digests as archives write them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

_ALGORITHMS = {"md5", "sha1", "sha256", "sha384", "sha512"}


def agrees(stated: str, contents: Iterable[bytes]) -> bool | None:
    """Whether a digest such as `sha1:3I42H3S6…` (base 32, 16 or 64) is that of one of `contents`.

    None where the algorithm is not known.
    """
    label, _, value = stated.strip().partition(":")
    algorithm = label.lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    for content in contents:
        digest = hashlib.new(algorithm, content, usedforsecurity=False).digest()
        written = (base64.b32encode(digest).decode(), digest.hex(), base64.b64encode(digest).decode())
        if value.upper().rstrip("=") in (written[0].rstrip("="), written[1].upper()) or value == written[2]:
            return True
    return False
