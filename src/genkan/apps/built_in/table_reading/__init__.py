"""表の読み取り: the tables of a file, their totals worked out again, and questions answered from them."""
