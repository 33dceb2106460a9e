"""Looking after a ledger: checking, backing up, restoring, compacting and moving it."""
