"""Tables and SQL of letters by e-mail."""
