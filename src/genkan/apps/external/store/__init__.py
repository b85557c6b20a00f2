"""The records of external apps: what was registered, and which hosts are allowed."""
