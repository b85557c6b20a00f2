"""Markdown of answers to safe HTML: Japanese emphasis, citations, and blocks for streams."""

from genkan.ui.markdown.blocks import closed_blocks
from genkan.ui.markdown.citations import Citation, Resolver
from genkan.ui.markdown.remarks import Remark, render_remarked
from genkan.ui.markdown.rendering import render

__all__ = ["Citation", "Remark", "Resolver", "closed_blocks", "render", "render_remarked"]
