"""Whatever of an answer was held back is told in its last chunk."""

import json
from typing import Any

import pytest

from genkan.gateway.programs.restoring import Restoring

NAME, PHONE = "〔電話番号1〕", "090-1234-5678"
ESCAPED = json.dumps(NAME)[1:-1]
WORDS = ("content", "refusal", "reasoning_content")


def _heard(deltas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    restoring = Restoring({NAME: PHONE})
    reasons = [None] * (len(deltas) - 1) + ["stop"]
    chunks = [
        {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        for delta, reason in zip(deltas, reasons, strict=True)
    ]
    told = [json.loads(restoring.chunk(json.dumps(chunk).encode())) for chunk in chunks]
    return [chunk["choices"][0]["delta"] for chunk in told]


@pytest.mark.parametrize("word", WORDS)
def test_words_are_flushed(word: str) -> None:
    deltas = _heard([{word: "番号〔電"}, {}])
    assert "".join(delta.get(word) or "" for delta in deltas) == "番号〔電"


@pytest.mark.parametrize("ending", [{}, {"tool_calls": [{"index": 1, "function": {"arguments": ""}}]}])
@pytest.mark.parametrize("begun", ["〔電", "\\u30", "\\u3014\\u96fb", "\\"])
def test_arguments_are_flushed(ending: dict[str, Any], begun: str) -> None:
    call = {"index": 1, "id": "x", "function": {"name": "f", "arguments": f'"{begun}'}}
    deltas = _heard([{"tool_calls": [call]}, ending])
    calls = [call for delta in deltas for call in delta.get("tool_calls") or ()]
    assert {call["index"] for call in calls} == {1}
    told = "".join(call["function"]["arguments"] for call in calls)
    assert told == f'"{begun}'.replace("\\u3014", "〔").replace("\\u96fb", "電")


def test_the_older_form_of_a_call_is_flushed() -> None:
    deltas = _heard([{"function_call": {"name": "f", "arguments": '"〔電'}}, {}])
    assert "".join(delta["function_call"]["arguments"] for delta in deltas) == '"〔電'


@pytest.mark.parametrize("written", [NAME, ESCAPED])
@pytest.mark.parametrize("size", [1, 2, 5, 7, 100])
def test_placeholders_in_arguments_are_restored(written: str, size: int) -> None:
    document = f'{{"to": "{written}"}}'
    pieces = [document[start : start + size] for start in range(0, len(document), size)]
    calls = _heard(
        [*({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]} for piece in pieces), {}]
    )
    told = "".join(call["function"]["arguments"] for delta in calls for call in delta.get("tool_calls") or ())
    assert json.loads(told) == {"to": PHONE}
    older = _heard([*({"function_call": {"arguments": piece}} for piece in pieces), {}])
    told = "".join(delta["function_call"]["arguments"] for delta in older if "function_call" in delta)
    assert json.loads(told) == {"to": PHONE}


@pytest.mark.parametrize("written", [NAME, ESCAPED])
def test_whole_answers_are_restored(written: str) -> None:
    function = {"name": "f", "arguments": f'{{"to": "{written}"}}'}
    message = {"content": NAME, "tool_calls": [{"id": "1", "function": function}], "function_call": function}
    data = json.dumps({"choices": [{"message": message}]}).encode()
    told = json.loads(Restoring({NAME: PHONE}).whole(data))["choices"][0]["message"]
    assert told["content"] == PHONE
    for call in (told["tool_calls"][0]["function"], told["function_call"]):
        assert json.loads(call["arguments"]) == {"to": PHONE}
