"""The files of runs: what they are by their content, and the text in them."""
