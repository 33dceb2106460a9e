"""Who may do what at the desk, and what is refused before it reaches anything."""
