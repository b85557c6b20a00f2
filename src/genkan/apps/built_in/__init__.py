"""The apps that come with Genkan, each a folder of data, some with work of their own."""

from genkan.apps.built_in.diet_search.records import DietRecords
from genkan.apps.built_in.shelf import BuiltIn

__all__ = ["BuiltIn", "DietRecords"]
