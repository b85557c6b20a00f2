"""Teams: people of one organisation who own apps together."""
