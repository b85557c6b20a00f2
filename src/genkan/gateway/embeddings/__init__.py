"""What texts mean, asked by programs and by the rooms of the house: the request, and the way through the same door as chats."""

from genkan.gateway.embeddings.asking import EmbeddingAsk, RoomEmbedder
from genkan.gateway.embeddings.embedder import Embedded, Embedder
from genkan.gateway.embeddings.request import EmbeddingsRequest, read_embeddings_request

__all__ = [
    "Embedded",
    "Embedder",
    "EmbeddingAsk",
    "EmbeddingsRequest",
    "RoomEmbedder",
    "read_embeddings_request",
]
