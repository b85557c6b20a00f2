"""The records of reports."""
