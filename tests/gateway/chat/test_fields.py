"""Every field of a request is checked, is not sent, or holds nothing that a person could write."""

import json
from typing import Any

import msgspec
import pytest

from genkan.gateway.chat import ChatRequest, read_chat_request
from genkan.gateway.chat.request import _NOT_SENT  # pyright: ignore[reportPrivateUsage]
from genkan.gateway.chat.texts import _DOCUMENTS  # pyright: ignore[reportPrivateUsage]
from genkan.gateway.errors import RequestInvalid

_REPLACED = {"model", "stream"}  # written by the door itself
_CHECKED = {"messages", *_DOCUMENTS}


def _is_closed(kind: msgspec.inspect.Type) -> bool:
    """Whether the values are numbers within bounds, or chosen from a list."""
    match kind:
        case msgspec.inspect.UnionType():
            return all(map(_is_closed, kind.types))
        case msgspec.inspect.ListType():
            return _is_closed(kind.item_type)
        case msgspec.inspect.IntType() | msgspec.inspect.FloatType():
            return kind.ge is not None and kind.le is not None
        case _:
            closed = (msgspec.inspect.LiteralType, msgspec.inspect.BoolType, msgspec.inspect.NoneType)
            return isinstance(kind, closed)


def test_nothing_free_goes_unchecked() -> None:
    described = msgspec.inspect.type_info(ChatRequest)
    assert isinstance(described, msgspec.inspect.StructType)
    fields = {field.name: field.type for field in described.fields}
    assert set(fields) == set(ChatRequest.__struct_fields__)
    free = {name for name, kind in fields.items() if not _is_closed(kind)}
    assert free - _CHECKED - _NOT_SENT - _REPLACED == set()
    assert {"messages", "tools", "stop"} <= free


@pytest.mark.parametrize(
    "wrong",
    [
        {"reasoning_effort": "090-1234-5678"},
        {"verbosity": "山田太郎"},
        {"seed": 2**63},
        {"top_logprobs": 21},
        {"n": 129},
        {"max_tokens": 10**7 + 1},
        {"frequency_penalty": 123456789018},
        {"modalities": ["090-1234-5678"]},
    ],
)
def test_values_out_of_bounds_are_refused(wrong: dict[str, Any]) -> None:
    asked = {"model": "small", "messages": [{"role": "user", "content": "質問"}], **wrong}
    with pytest.raises(RequestInvalid, match=next(iter(wrong))):
        read_chat_request(json.dumps(asked).encode())
