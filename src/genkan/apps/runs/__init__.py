"""Runs of apps: beginning them, working them off step by step, following, stopping and deleting them."""
