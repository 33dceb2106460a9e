"""The ledger: readings kept in one file or one database, searchable."""

from accordingto.ledger.ledger import Ledger
from accordingto.ledger.reports import Report
from accordingto.ledger.search import Found

__all__ = ["Found", "Ledger", "Report"]
