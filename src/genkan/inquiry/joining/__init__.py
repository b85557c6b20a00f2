"""Letters that belong together: found by marks, proposed with a reason, joined or parted by a person."""
