"""The OpenAI-compatible API under /v1: programs written for OpenAI run on Genkan by changing their base URL."""

from genkan.openai_api.application import OpenAIApi

__all__ = ["OpenAIApi"]
