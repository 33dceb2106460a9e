"""Reports that came as messages: e-mail and pages saved as MHTML."""
