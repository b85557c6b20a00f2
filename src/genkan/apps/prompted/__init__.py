"""Apps whose work is a prompt: one question to a model, or many where the material is long."""

from genkan.apps.prompted.asking import asked
from genkan.apps.prompted.by_part import Parts, by_part
from genkan.apps.prompted.errors import NothingGiven
from genkan.apps.prompted.program import prompted
from genkan.apps.prompted.shortening import shortened
from genkan.apps.prompted.texts import file_notices, given_text, search_notices, texts_of

__all__ = [
    "NothingGiven",
    "Parts",
    "asked",
    "by_part",
    "file_notices",
    "given_text",
    "prompted",
    "search_notices",
    "shortened",
    "texts_of",
]
