"""Lending apps of the house to hosts outside: which, with which model, and to whom an output goes."""

from genkan.apps.serving.lending import Lending
from genkan.apps.serving.served_app import ServedApp

__all__ = ["Lending", "ServedApp"]
