"""Markdown of answers to safe HTML: Japanese emphasis, citations, and blocks for streams."""

from genkan.ui.markdown.blocks import closed_blocks
from genkan.ui.markdown.citations import Citation, Resolver
from genkan.ui.markdown.rendering import render

__all__ = ["Citation", "Resolver", "closed_blocks", "render"]
