"""The audit ledger: events written with the deed, chained in groups, anchored, verifiable by anyone."""
