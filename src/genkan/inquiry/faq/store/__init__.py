"""Tables and SQL of the frequently asked questions."""
