"""Japanese text made comparable: normalised, its numerals read, cut into words."""
