"""The decision (決定): reasons for every criterion, signed by two people, and what is told of it."""
