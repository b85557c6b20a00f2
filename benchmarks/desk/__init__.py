"""What the benchmark of the inquiry desk is made of."""
