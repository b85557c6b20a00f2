"""新旧対照表: the old text and the new one in two columns, what differs marked, as a table and as a file for Word."""
