"""Citizen inquiries: cases with a deadline, a proposal that a person confirms, an officer and a record."""

from genkan.inquiry.object_names import object_names
from genkan.inquiry.room import Inquiries

__all__ = ["Inquiries", "object_names"]
