"""How documents come in: uploads, watched folders, archives and sources, each with a report of what was skipped and why."""
