"""What linking keeps in the ledger: all of its SQL, in functions that take an open connection."""
