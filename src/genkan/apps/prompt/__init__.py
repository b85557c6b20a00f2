"""Prompts of apps: readable Jinja that can reach nothing but the values of the form."""

from genkan.apps.prompt.errors import PromptFaulty, PromptTooLong
from genkan.apps.prompt.rendering import check_prompt, names_in, render

__all__ = ["PromptFaulty", "PromptTooLong", "check_prompt", "names_in", "render"]
