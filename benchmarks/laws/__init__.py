"""What the benchmarks over the real laws share."""
