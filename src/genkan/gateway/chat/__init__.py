"""Chat Completions as programs speak it: the request, the texts in it, and the answer in the same form."""

from genkan.gateway.chat.request import ChatRequest, read_chat_request
from genkan.gateway.chat.texts import RequestTexts

__all__ = ["ChatRequest", "RequestTexts", "read_chat_request"]
