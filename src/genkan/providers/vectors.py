"""What texts mean, as vectors that can be compared."""

from dataclasses import dataclass
from typing import Literal

Encoding = Literal["float", "base64"]


@dataclass(frozen=True, slots=True)
class Embeddings:
    """One vector for each text, in their order and all of one length; ``input_tokens`` as the endpoint counted."""

    vectors: tuple[tuple[float, ...], ...]
    input_tokens: int | None
