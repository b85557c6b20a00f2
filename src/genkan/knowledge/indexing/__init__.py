"""The index kept up with the records: rebuilt when something changed, followed by every process, with what was mined from it."""
