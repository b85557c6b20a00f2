"""The Gennai app protocol, serving side: apps of the house for any Gennai Web, under /gennai/apps."""
