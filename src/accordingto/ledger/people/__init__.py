"""Who may use the desk: users, their tokens and sessions."""
