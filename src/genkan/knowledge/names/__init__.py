"""What laws and rules are called: titles, official and mined abbreviations, and the register of all of them."""
