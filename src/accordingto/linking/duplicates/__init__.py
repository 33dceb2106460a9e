"""Reprints: which reports are one text, however it was cut and edited, and whose copy they say it is."""

from accordingto.linking.duplicates.credits import Credit, credits_of
from accordingto.linking.duplicates.differences import Difference, differences
from accordingto.linking.duplicates.families import Edge, joins
from accordingto.linking.duplicates.prints import LEAST_SHARED, VERSION, Prints, prints_of
from accordingto.linking.duplicates.reprint import Reprint, reprint

__all__ = [
    "LEAST_SHARED", "VERSION", "Credit", "Difference", "Edge", "Prints", "Reprint",
    "credits_of", "differences", "joins", "prints_of", "reprint",
]  # fmt: skip
