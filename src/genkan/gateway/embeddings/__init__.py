"""What texts mean, asked by programs: the request, and the way through the same door as chats."""

from genkan.gateway.embeddings.embedder import Embedded, Embedder
from genkan.gateway.embeddings.request import EmbeddingsRequest, read_embeddings_request

__all__ = ["Embedded", "Embedder", "EmbeddingsRequest", "read_embeddings_request"]
