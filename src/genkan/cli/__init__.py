"""The command line: start the product, look after people, models and rules, verify the ledger, rebuild the report."""

from genkan.cli.main import build, main

__all__ = ["build", "main"]
