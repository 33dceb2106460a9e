"""What people decide about claims: accepted, corrected, rejected, added; every decision in a chained log."""
