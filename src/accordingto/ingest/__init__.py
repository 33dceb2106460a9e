"""Takes in reports: files, folders, JSON Lines and standard input, as documents."""

from accordingto.ingest.dates import iso_date
from accordingto.ingest.folder import count_files, shown
from accordingto.ingest.intake import STANDARD_INPUT, ingest
from accordingto.ingest.language import detect_language
from accordingto.ingest.options import DEFAULT_MAX_SIZE, IntakeOptions

__all__ = [
    "DEFAULT_MAX_SIZE", "STANDARD_INPUT", "IntakeOptions", "count_files", "detect_language", "ingest", "iso_date",
    "shown",
]  # fmt: skip
