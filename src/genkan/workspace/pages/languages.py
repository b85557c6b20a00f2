"""Words of Python code in the language of the person who reads."""

from collections.abc import Callable
from functools import partial

from fastapi import Request

from genkan.ui import Pages

Translate = Callable[[str], str]
"""A Japanese message id in the reader's language."""


def translator(pages: Pages, request: Request) -> Translate:
    """The translation for the person behind a request."""
    return partial(pages.translate, pages.language(request))
