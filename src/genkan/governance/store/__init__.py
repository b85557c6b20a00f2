"""Tables and SQL of people, their sessions and their ways to sign in."""
