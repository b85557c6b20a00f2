"""The pages of regulations, asked for as a browser does."""
