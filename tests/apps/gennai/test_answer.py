"""Answers at once and later, in the protocol's shapes and in those that are to be tolerated or refused."""

import json
from datetime import UTC, datetime

import pytest

from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.answer import Answer, Promise, read_answer, write_answer, write_failure, write_promise
from genkan.apps.gennai.errors import (
    AnswerEmpty,
    AnswerUnreadable,
    AppFailed,
    FileUnreadable,
    ShapeProblem,
    StatusElsewhere,
    StatusUnknown,
    StatusWentBack,
)
from genkan.apps.gennai.origin import origin_of, status_address
from genkan.apps.gennai.standing import Standing, read_standing, write_standing
from genkan.apps.gennai.status import AsyncState, check_forward, read_state
from genkan.apps.gennai.usage import Usage, read_usage, write_usage

AT = datetime(2026, 4, 1, tzinfo=UTC)
FILE = GivenFile("表.csv", b"a,b")
USAGE = (Usage("m", 2, 10, 5, 15, "0.1 USD"),)


def read(body: object, status: int = 200) -> Answer | Promise:
    return read_answer(status, json.dumps(body).encode())


def test_what_our_own_app_answers_is_what_our_own_host_reads() -> None:
    body = write_answer("# 見出し", artifacts=[FILE], usage=USAGE)
    assert read(body) == Answer("# 見出し", (FILE,), USAGE)


@pytest.mark.parametrize("name", ["content", "contents"])
def test_artifacts_under_either_name(name: str) -> None:
    body = {"outputs": "", "artifacts": [{"display_name": "表.csv", name: "YSxi"}]}
    assert read(body) == Answer("", (FILE,))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain", "plain"),
        ("\ufeff".encode() + b'{"outputs": "a"}', "a"),
        (b'{"outputs": 5}', "5"),
        (b'{"outputs": ["a", "b"]}', "a,b"),
        (b'{"outputs": {"a": 1}}', '{"a":1}'),
        ("改行\nのある本文".encode(), "改行\nのある本文"),
    ],
)
def test_answers_that_are_tolerated(content: bytes, text: str) -> None:
    assert read_answer(200, content) == Answer(text)


@pytest.mark.parametrize(
    ("status", "content", "problem", "told"),
    [
        (200, b"<!DOCTYPE html><title>Sign in</title>", AnswerUnreadable, "HTML"),
        (200, b" <HTML><body>", AnswerUnreadable, "HTML"),
        (200, b"", AnswerUnreadable, "HTTP 200"),
        (302, b"moved", AnswerUnreadable, "HTTP 302"),
        (200, b'{"outputs": "half', AnswerUnreadable, "壊れたJSON"),
        (200, b"[1]", AnswerUnreadable, "壊れたJSON"),
        (200, b"\xff\xfe\x00", AnswerUnreadable, "文字として"),
        (200, b"[" * 200_000, AnswerUnreadable, "壊れたJSON"),
        (200, b"{}", AnswerEmpty, "出力がありません"),
        (200, b'{"outputs": "  "}', AnswerEmpty, "出力がありません"),
        (202, b'{"outputs": "a"}', AnswerUnreadable, "status_url"),
        (202, b'{"status": "DONE", "status_url": "/a"}', StatusUnknown, "DONE"),
        (200, b'{"outputs": "a", "artifacts": [{"display_name": "x"}]}', FileUnreadable, "x"),
        # an error that came with a status of success
        (200, '{"error": "失敗"}'.encode(), AppFailed, "失敗"),
    ],
)
def test_answers_that_are_none(status: int, content: bytes, problem: type[ShapeProblem], told: str) -> None:
    with pytest.raises(problem, match=told):
        read_answer(status, content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"error": "理由"}', "理由"),
        ('{"error": {"message": "理由", "details": "項目"}}', "理由：項目"),
        ('{"error": {"code": 5}}', "5"),
        ('{"error": {"other": 1}}', '{"other":1}'),
        ('{"message": "Internal server error"}', "Internal server error"),
        ('{"outputs": "理由"}', "理由"),
        ('{"detail": [{"msg": "a"}]}', '{"msg":"a"}'),
        ("<html><head><title>504 Gateway Time-out</title></head></html>", "504 Gateway Time-out"),
        ("<html><body>秘密のスタック</body></html>", "説明なし"),
        ("plain\ntext", "plain text"),
        ("", "説明なし"),
        ("長" * 2_000, "…"),
    ],
)
def test_errors_in_every_spelling(content: str, told: str) -> None:
    with pytest.raises(AppFailed) as failed:
        read_answer(500, content.encode())
    assert told in str(failed.value) and "HTTP 500" in str(failed.value)
    assert len(str(failed.value.details["message"])) <= 500


def test_what_our_own_app_says_of_an_error() -> None:
    with pytest.raises(AppFailed, match="理由"):
        read(write_failure("理由"), 400)


def test_a_promise() -> None:
    body = write_promise("r-1", status_url="/status/r-1", text="受付")
    assert read(body, 202) == Promise("r-1", "/status/r-1", AsyncState.PENDING, "受付")
    # some apps forget the status 202
    assert isinstance(read(body, 200), Promise)


def standing(state: AsyncState, **given: object) -> Standing:
    written = write_standing("r-1", state=state, created_at=AT, updated_at=AT, **given)  # type: ignore[arg-type]
    return read_standing(json.dumps(written).encode())


def test_what_a_status_says() -> None:
    assert standing(AsyncState.PENDING) == Standing(AsyncState.PENDING)
    assert standing(AsyncState.IN_PROGRESS, progress="3/5") == Standing(AsyncState.IN_PROGRESS, "3/5")
    done = standing(AsyncState.COMPLETED, text="結果", artifacts=[FILE], usage=USAGE)
    assert done.answer == Answer("結果", (FILE,), USAGE)
    with pytest.raises(AppFailed, match="理由"):
        standing(AsyncState.ERROR, error="理由")


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (0.5, "50%"),
        (35, "35%"),
        (100, "100%"),
        (1, "1%"),
        (12.5, "12.5%"),
        ("半分", "半分"),
        (None, ""),
        (True, ""),
        (-1, "-1"),
    ],
)
def test_progress_as_number_or_text(progress: object, told: str) -> None:
    body = json.dumps({"status": "in-progress", "progress": progress}).encode()
    assert read_standing(body) == Standing(AsyncState.IN_PROGRESS, told)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"status": "THINKING"}', StatusUnknown),
        (b"{}", StatusUnknown),
        (b"<html>", AnswerUnreadable),
        (b"busy", AnswerUnreadable),
        (b'{"status": "COMPLETED"}', AnswerEmpty),
        (b'{"status": "ERROR"}', AppFailed),
    ],
)
def test_a_status_that_says_nothing(content: bytes, problem: type[ShapeProblem]) -> None:
    with pytest.raises(problem):
        read_standing(content)


def test_a_status_only_goes_forward() -> None:
    order = [AsyncState.PENDING, AsyncState.IN_PROGRESS, AsyncState.COMPLETED]
    for place, state in enumerate(order):
        check_forward(order[0], state)
        for earlier in order[:place]:
            with pytest.raises(StatusWentBack):
                check_forward(state, earlier)
    assert read_state(" completed ") is AsyncState.COMPLETED


ENDPOINT = "https://app.example.go.jp/v1/run"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/v1/status/1", "https://app.example.go.jp/v1/status/1"),
        ("/v1/status?id=1", "https://app.example.go.jp/v1/status?id=1"),
        ("https://APP.example.go.jp:443/s", "https://APP.example.go.jp:443/s"),
    ],
)
def test_where_the_status_is(url: str, address: str) -> None:
    assert status_address(ENDPOINT, url) == address


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/s",
        "//evil.example/s",
        "/\\evil.example/s",
        "http://app.example.go.jp/s",
        "https://app.example.go.jp:8443/s",
        "https://app.example.go.jp@evil.example/s",
        "https://app.example.go.jp.evil.example/s",
        "status/1",
        "",
        "/a\nb",
        "/" + "a" * 3_000,
        "javascript:alert(1)",
    ],
)
def test_where_the_status_may_not_be(url: str) -> None:
    with pytest.raises(StatusElsewhere):
        status_address(ENDPOINT, url)


def test_origins() -> None:
    assert origin_of("HTTPS://A.example:443/x") == origin_of("https://a.example") == "https://a.example"
    assert origin_of("laws") == ""


GEMINI = {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15}
AWS = {"inputTokens": 10, "outputTokens": 5, "totalTokens": 15}


@pytest.mark.parametrize(
    "tokens", [GEMINI, AWS, {**AWS, "totalTokens": None}, {"inputTokens": "10", "outputTokens": 5.0}]
)
def test_usage_in_both_spellings(tokens: object) -> None:
    (usage,) = read_usage([{"modelVersion": "m", "requestCount": 2, "tokens": tokens}])
    assert usage == Usage("m", 2, 10, 5, 15)
    assert read_usage(write_usage([usage])) == (usage,)


@pytest.mark.parametrize(
    ("given", "cost"),
    [("0.5円", "0.5円"), ({"estimatedCost": 0.25, "currency": "USD"}, "0.25 USD"), (5, ""), (None, "")],
)
def test_costs_in_both_spellings(given: object, cost: str) -> None:
    (usage,) = read_usage([{"tokens": GEMINI, "estimatedCostInfo": given}])
    assert usage.cost == cost


@pytest.mark.parametrize(
    "given", [None, "a", 5, [5], [[]], {"tokens": "x"}, [{"tokens": {"inputTokens": -5}}]]
)
def test_usage_that_nobody_understands_is_none(given: object) -> None:
    assert sum(each.total_tokens for each in read_usage(given)) == 0
