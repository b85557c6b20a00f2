"""The records of benchmarks."""
