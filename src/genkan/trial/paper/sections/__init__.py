"""The parts of a report, each written from the numbers alone."""
