"""The records of the workspace: conversations, turns, opinions and measures of citations."""
