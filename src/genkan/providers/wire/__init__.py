"""A lean HTTP/1.1 client for the hot path: one connection carries one answer at a time, bytes go as they come."""
