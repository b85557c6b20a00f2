"""The archive of a call: every record and file with its hash, which anyone can check."""
