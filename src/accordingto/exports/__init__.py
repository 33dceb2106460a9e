"""What the ledger holds, written as files for others."""
