"""A sample: a call whose deadline has passed, with fifteen fictional applications that wait for their review."""
