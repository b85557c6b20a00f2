"""What each protocol demands of a request, from its maker's published reference."""

import re
from collections.abc import Mapping
from itertools import pairwise

from aiohttp import web

from tests.providers.aws_signature import signature_is_right
from tests.providers.strict import Rule, fields, refuse

SECRET = "secret-of-the-test"
AWS_SECRET = "AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
REGION = "ap-northeast-1"
MODEL = "a-model"
BEDROCK_MODEL = "arn:aws:bedrock:ap-northeast-1:123456789012:imported-model/abc"

_OPENAI_FIELDS = frozenset(
    [
        "model",
        "messages",
        "stream",
        "stream_options",
        "temperature",
        "top_p",
        "max_tokens",
        "max_completion_tokens",
        "n",
        "stop",
        "seed",
        "tools",
        "tool_choice",
        "response_format",
        "logprobs",
        "top_logprobs",
        "frequency_penalty",
        "presence_penalty",
        "user",
    ]
)
_COTOMI_FIELDS = frozenset(
    [
        "userContent",
        "systemContent",
        "historyId",
        "oneshot",
        "model",
        "stream",
        "streamNum",
        "maxTokens",
        "temperature",
    ]
)
_COHERE_FIELDS = frozenset(
    [
        "model",
        "messages",
        "stream",
        "tools",
        "max_tokens",
        "temperature",
        "seed",
        "frequency_penalty",
        "presence_penalty",
        "logprobs",
        "p",
        "k",
        "stop_sequences",
        "tool_choice",
        "response_format",
        "safety_mode",
    ]
)
_BEDROCK_FIELDS = frozenset(
    ["messages", "system", "inferenceConfig", "toolConfig", "additionalModelRequestFields"]
)
_BEDROCK_INFERENCE = frozenset({"maxTokens", "temperature", "topP", "stopSequences"})


def openai_rule(request: web.Request, body: bytes) -> web.Response | None:
    """``/v1/chat/completions`` with a bearer."""
    if request.path != "/v1/chat/completions":
        return refuse(404, {"error": {"message": "no such path", "code": "unknown_url"}})
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        return refuse(401, {"error": {"message": "bad key", "code": "invalid_api_key"}})
    return _openai_body(fields(body), model=MODEL)


def plamo_rule(request: web.Request, body: bytes) -> web.Response | None:
    """As OpenAI's, with what PLaMo's API does differently."""
    if "Authorization" not in request.headers:
        return refuse(400, {"message": "missing key"})
    document = fields(body)
    if document.get("n", 1) not in (1, 2):
        return refuse(400, {"message": "n must be 1 or 2"})
    if not isinstance(document.get("max_tokens", 4096), int) or document.get("max_tokens", 4096) >= 32768:
        return refuse(400, {"message": "the context is too long"})
    return _openai_body(document, model=MODEL)


def azure_rule(request: web.Request, body: bytes) -> web.Response | None:
    """The deployment in the path, the version in the query, the key in its own header and no model in the body."""
    if request.headers.get("api-key") != SECRET or "Authorization" in request.headers:
        return refuse(401, {"error": {"code": "401", "message": "Access denied due to invalid key."}})
    if request.query.get("api-version") != "2024-10-21":
        return refuse(404, {"error": {"code": "404", "message": "Resource not found"}})
    found = re.fullmatch(r"/openai/deployments/([^/]+)/chat/completions", request.path)
    if found is None or found[1] != MODEL:
        return refuse(404, {"error": {"code": "DeploymentNotFound", "message": "No such deployment."}})
    document = fields(body)
    if "model" in document:
        return refuse(400, {"error": {"code": "400", "message": "model is in the path"}})
    return _openai_body({**document, "model": MODEL}, model=MODEL)


def cotomi_rule(request: web.Request, body: bytes) -> web.Response | None:
    """One question with the client's identity, and no history."""
    document = fields(body)
    if request.path != "/cotomi-api/v1/chat":
        return refuse(404, {"message": "not found"})
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        return refuse(401, {"message": "unauthorised"})
    if not request.headers.get("x-nec-cotomi-client-id"):
        return refuse(400, {"message": "x-nec-cotomi-client-id is required"})
    if not document.get("userContent") or not isinstance(document["userContent"], str):
        return refuse(400, {"message": "userContent is required"})
    if document.get("oneshot") is not True and "historyId" not in document:
        return refuse(400, {"message": "historyId is required"})
    if not 1 <= _number(document.get("streamNum", 10)) <= 1000 or document.keys() - _COTOMI_FIELDS:
        return refuse(400, {"message": "invalid parameter"})
    return None if document.get("model") == MODEL else refuse(404, {"message": "model not found"})


def cohere_rule(request: web.Request, body: bytes) -> web.Response | None:
    """``/v2/chat`` with a bearer; no empty turn, and the names of Cohere only."""
    document = fields(body)
    if request.path != "/v2/chat":
        return refuse(404, {"message": "not found"})
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        return refuse(401, {"message": "invalid api token"})
    if document.keys() - _COHERE_FIELDS or not isinstance(document.get("stream"), bool):
        return refuse(422, {"message": f"unknown field: {sorted(document.keys() - _COHERE_FIELDS)}"})
    for turn in _list(document.get("messages")):
        if turn.get("content") == "" or not (turn.get("content") or turn.get("tool_calls")):
            return refuse(400, {"message": "all elements in messages must have content"})
    return None if document.get("model") == MODEL else refuse(404, {"message": "model not found"})


def bedrock_rule(request: web.Request, body: bytes) -> web.Response | None:
    """A signature over what arrived; roles by turns; no blank text."""
    if not signature_is_right(request, body, region=REGION, service="bedrock"):
        return refuse(403, {"message": "The request signature we calculated does not match."})
    found = re.fullmatch(r"/model/(.+)/(converse|converse-stream)", request.path)
    if found is None or found[1] != BEDROCK_MODEL:
        return refuse(404, {"message": "Could not resolve the model identifier."})
    document = fields(body)
    inference = document.get("inferenceConfig", {})
    if document.keys() - _BEDROCK_FIELDS or not isinstance(inference, dict):
        return refuse(400, {"message": "unknown field"})
    turns = _list(document.get("messages"))
    roles = [turn.get("role") for turn in turns]
    wrong = inference.keys() - _BEDROCK_INFERENCE or any(a == b for a, b in pairwise(roles))
    if wrong or not roles or roles[0] != "user" or any(map(_is_blank, turns)):
        return refuse(400, {"message": "A conversation must alternate between user and assistant roles."})
    return None


def _openai_body(document: Mapping[str, object], *, model: str) -> web.Response | None:
    unknown = document.keys() - _OPENAI_FIELDS
    if unknown or not _list(document.get("messages")):
        return refuse(
            400, {"error": {"message": f"unknown: {sorted(unknown)}", "type": "invalid_request_error"}}
        )
    if "stream_options" in document and document.get("stream") is not True:
        return refuse(400, {"error": {"message": "stream_options without stream"}})
    if document.get("model") != model:
        return refuse(404, {"error": {"message": "no such model", "code": "model_not_found"}})
    return None


def _is_blank(turn: Mapping[str, object]) -> bool:
    blocks = _list(turn.get("content"))
    return not blocks or any(not str(block.get("text", "x")).strip() for block in blocks)


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


RULES: Mapping[str, Rule] = {
    "openai_chat": openai_rule,
    "azure_openai": azure_rule,
    "cotomi": cotomi_rule,
    "cohere_chat": cohere_rule,
    "bedrock_converse": bedrock_rule,
}
