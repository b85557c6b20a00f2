"""Applications (応募): drafts, files, what was handed in and when."""
