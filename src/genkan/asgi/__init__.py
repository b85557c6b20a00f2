"""The web application: puts the parts of the house together and opens the front door."""

from genkan.asgi.application import create_application, create_migrated_application
from genkan.asgi.errors import AddressTooLong
from genkan.asgi.parts import Parts, make_pages, make_parts
from genkan.asgi.translating import explain, translate

__all__ = [
    "AddressTooLong",
    "Parts",
    "create_application",
    "create_migrated_application",
    "explain",
    "make_pages",
    "make_parts",
    "translate",
]
