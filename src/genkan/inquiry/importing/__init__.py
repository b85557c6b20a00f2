"""Lists of inquiries as CSV or Excel: each row a case or a reason, nothing twice, by a job that a restart does not end."""
