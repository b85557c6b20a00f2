"""Files that come with an inquiry: what may come, what becomes of each, and how it is kept."""
