"""What an endpoint said in the form of chat completions: a whole answer, or a chunk of one."""

import msgspec


class Function(msgspec.Struct, frozen=True):
    """A piece of a call, or a whole one."""

    name: str | None = None
    arguments: str | None = None


class Call(msgspec.Struct, frozen=True):
    """A call of a function."""

    index: int = 0
    id: str | None = None
    function: Function = Function()


class Words(msgspec.Struct, frozen=True):
    """What a choice says."""

    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Call] | None = None


class Choice(msgspec.Struct, frozen=True):
    """One answer."""

    index: int = 0
    delta: Words | None = None
    message: Words | None = None
    finish_reason: str | None = None


class Usage(msgspec.Struct, frozen=True):
    """Tokens as the endpoint counted them."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Said(msgspec.Struct, frozen=True):
    """The document."""

    choices: list[Choice] = []
    usage: Usage | None = None

    @property
    def words(self) -> Words:
        """What the first answer says here; others were not asked for."""
        choice = next((choice for choice in self.choices if choice.index == 0), None)
        return (choice and (choice.delta or choice.message)) or Words()

    @property
    def reason(self) -> str | None:
        """Why the answer ended, where it did."""
        return next((choice.finish_reason for choice in self.choices if choice.index == 0), None)


read_said = msgspec.json.Decoder(Said).decode
