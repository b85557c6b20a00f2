"""Vendors (応募者): accounts apart from those of staff, and their way in."""
