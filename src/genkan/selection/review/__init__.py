"""Document review (書面審査): two who do not see each other's findings, and a third where they differ."""
