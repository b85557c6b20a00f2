"""What the gateway benchmarks share: upstream, load, and the servers that are measured."""
