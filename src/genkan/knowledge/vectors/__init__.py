"""What articles mean, as vectors of a model of the operator's choice: made, kept beside the index, and searched."""
