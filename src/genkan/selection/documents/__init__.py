"""Files of applicants: bounded, told by their content, scanned, and read page by page."""
