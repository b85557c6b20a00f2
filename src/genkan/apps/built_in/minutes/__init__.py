"""議事録: from a transcript, every line with the numbers of the lines that it rests on."""
