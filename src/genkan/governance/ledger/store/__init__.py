"""Tables and SQL of the ledger."""
