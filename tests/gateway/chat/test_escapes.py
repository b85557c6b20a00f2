"""Nothing hides from the policy behind an escape, and masking leaves documents whole."""

import json
from typing import Any

import pytest

from genkan.gateway.chat import ChatRequest, RequestTexts, read_chat_request
from genkan.gateway.chat.escapes import EscapeReader, closed, opened, settled
from genkan.gateway.chat.request import encode_for_endpoint
from genkan.gateway.embeddings import read_embeddings_request
from genkan.gateway.errors import RequestInvalid
from genkan.policy import find_personal_data
from genkan.policy.placeholder import mask

PHONE = "090-1234-5678"
HIDDEN = "".join(f"\\u{ord(character):04x}" for character in PHONE)


def _request(**more: Any) -> ChatRequest:
    asked = {"model": "small", "messages": [{"role": "user", "content": "質問"}], **more}
    return read_chat_request(json.dumps(asked).encode())


def _sent(request: ChatRequest) -> dict[str, Any]:
    """What would go to the endpoint once all that was found is masked."""
    texts = RequestTexts(request)
    texts.replace(mask(texts.texts, findings=[find_personal_data(text) for text in texts.texts]).texts)
    return json.loads(encode_for_endpoint(request, model="remote", fixed={}, include_usage=False))


def _calling(arguments: str) -> dict[str, Any]:
    call = {"id": "1", "type": "function", "function": {"name": "call", "arguments": arguments}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


@pytest.mark.parametrize(
    "message",
    [
        _calling(f'{{"to": "{HIDDEN}"}}'),
        _calling(f'{{"to": "{HIDDEN}", }}'),
        _calling(json.dumps({"to": json.dumps({"nested": 1}) + HIDDEN})),
        {"role": "assistant", "function_call": {"name": "call", "arguments": f'["{HIDDEN}"]'}},
        {"role": "tool", "tool_call_id": "1", "content": f'{{"tel": "{HIDDEN}"}}'},
        {"role": "tool", "tool_call_id": "1", "content": f"result: {HIDDEN}"},
        {"role": "user", "content": f"番号は{HIDDEN}です。"},
        {"role": "user", "content": [{"type": "text", "text": f"番号は{HIDDEN}です。"}]},
        {
            "role": "user",
            "content": [{"type": "text", "text": PHONE[:6]}, {"type": "text", "text": PHONE[6:]}],
        },
    ],
)
def test_hidden_numbers_are_masked(message: dict[str, Any]) -> None:
    sent = json.dumps(_sent(_request(messages=[message])), ensure_ascii=False)
    assert "〔電話番号1〕" in sent
    assert not any(part in sent for part in (PHONE, "5678", HIDDEN[-6:]))


def test_documents_with_escaped_texts_are_masked() -> None:
    tool = {"type": "function", "function": {"name": "f", "description": f"窓口 {HIDDEN}"}}
    [sent] = _sent(_request(tools=[tool]))["tools"]
    assert sent["function"] == {"name": "f", "description": "窓口 〔電話番号1〕"}


def test_what_is_screened_is_sent_also_where_nothing_is_masked() -> None:
    request = _request(messages=[_calling('{"city":"\\u672d\\u5e4c\\n","n":1.10}')])
    assert '{"city":"札幌\n","n":1.10}' in RequestTexts(request).texts
    assert request.messages[0].tool_calls is not None
    assert request.messages[0].tool_calls[0].function.arguments == '{"city":"札幌\\n","n":1.10}'


@pytest.mark.parametrize(
    ("arguments", "masked"),
    [
        ('{"number": 123456789018}', {"number": "〔個人番号1〕"}),
        ("[1, 123456789018]", [1, "〔個人番号1〕"]),
        ("123456789018", "〔個人番号1〕"),
        ('{"123456789018": "a\\nb"}', {"〔個人番号1〕": "a\nb"}),
        ('{"to": "x\\nfoo@example.jp"}', {"to": "x\n〔メールアドレス1〕"}),
        ('{"口座番号": 1234567, "n": null}', {"口座番号": "〔口座番号1〕", "n": None}),
    ],
)
def test_masked_arguments_are_json(arguments: str, masked: object) -> None:
    [message] = _sent(_request(messages=[_calling(arguments)]))["messages"]
    assert json.loads(message["tool_calls"][0]["function"]["arguments"]) == masked


def test_a_number_in_a_tool_becomes_a_string() -> None:
    parameters = {"type": "object", "default": 123456789018}
    tool = {"type": "function", "function": {"name": "f", "parameters": parameters}}
    [sent] = _sent(_request(tools=[tool]))["tools"]
    assert sent["function"]["parameters"]["default"] == "〔個人番号1〕"


def test_what_cannot_be_mended_is_refused() -> None:
    with pytest.raises(RequestInvalid):
        closed('{"a": "b〔電話番号1〕')


def test_what_ends_a_string_stays_escaped() -> None:
    for text in ('{"a":"\\u0022\\u005c\\u000a"}', '["\\ud83d\\ude00"]', '{"a\\/b":"\\t"}'):
        assert json.loads(closed(opened(text))) == json.loads(text)
    assert opened("a\\u0022b\\ud800\\u0001") == "a\\u0022b\\ud800\\u0001"
    assert settled('"\\\\u0030\\u0030\\ud83d\\ude00\\n"') == '"\\\\u00300😀\\n"'


@pytest.mark.parametrize("size", range(1, 15))
def test_escapes_in_pieces_are_read(size: int) -> None:
    text = '{"a":"\\u3014\\\\u3014\\ud83d\\ude00x\\ud83d\\n\\u0022"}'
    reader = EscapeReader()
    pieces = [reader.feed(text[start : start + size]) for start in range(0, len(text), size)]
    assert "".join(pieces) + reader.flush() == settled(text)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_bodies_are_refused(opening: str) -> None:
    deep = opening * 100_000
    with pytest.raises(RequestInvalid):
        read_chat_request(
            f'{{"model":"m","messages":[{{"role":"user","content":"q"}}],"metadata":{deep}'.encode()
        )
    with pytest.raises(RequestInvalid):
        read_embeddings_request(f'{{"unknown":{deep}'.encode())


def test_embeddings_are_read_without_escapes() -> None:
    request = read_embeddings_request(json.dumps({"model": "m", "input": [f"番号{HIDDEN}"]}).encode())
    assert request.texts == (f"番号{PHONE}",)
