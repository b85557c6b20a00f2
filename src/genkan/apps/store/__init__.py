"""The records of apps: runs with their steps and files."""
