"""The web application: puts the parts of the house together and opens the front door."""

from genkan.asgi.application import create_application, create_migrated_application
from genkan.asgi.errors import AddressTooLong
from genkan.asgi.parts import Parts, make_pages, make_parts

__all__ = [
    "AddressTooLong",
    "Parts",
    "create_application",
    "create_migrated_application",
    "make_pages",
    "make_parts",
]
