"""What an endpoint that speaks OpenAI's protocol says, read only as far as the gateway has to understand it."""

import msgspec


class Words(msgspec.Struct, frozen=True, gc=False):
    """What a choice says; ``tool_calls`` as they came."""

    content: str | None = None
    tool_calls: list[msgspec.Raw] | None = None
    refusal: object = None


class Choice(msgspec.Struct, frozen=True, gc=False):
    """One of the answers that were asked for."""

    index: int = 0
    delta: Words | None = None
    message: Words | None = None
    text: str | None = None
    finish_reason: str | None = None


class Usage(msgspec.Struct, frozen=True, gc=False):
    """Tokens as the endpoint counted them."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Document(msgspec.Struct, frozen=True, gc=False):
    """A whole answer, a chunk of one, or an error in the place of either."""

    choices: list[Choice] | None = None
    usage: Usage | None = None
    error: object = None
    message: object = None


read_document = msgspec.json.Decoder(Document).decode


def says_more(document: Document) -> bool:
    """Whether a chunk is a word of one answer that goes on, and nothing else."""
    choices = document.choices
    return choices is not None and len(choices) == 1 and not choices[0].finish_reason and not document.error
