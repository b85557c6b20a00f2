"""Calling the twin over real sockets: every shape of an answer, and every way to misbehave."""

import base64
import json
from dataclasses import replace

import pytest

from genkan.apps.external.call_errors import (
    AnswerLost,
    AppLedElsewhere,
    AppNotReached,
    AppNotSafe,
    AppSaidTooMuch,
    AppSilent,
)
from genkan.apps.external.wire import Wire
from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.errors import AnswerUnreadable, AppFailed, StatusElsewhere
from genkan.apps.program import ReadFile, Turn
from genkan.fetch import Exchange
from genkan.gateway import Outcome
from genkan.kit import Problem
from tests.apps.external.conftest import LIMITS, Ministry, outcomes, rows
from tests.apps.twin_server import Served, serving
from tests.openai_api.certificates import Authority


async def test_an_answer_at_once(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    output = await ministry.caller.work(app.id, ministry.bench())
    assert output.text.startswith("入力された内容です。")
    assert "- subject: 2026" in output.text and "- kinds: notice,reply" in output.text
    assert output.notices == (
        "アプリの申告による利用量（例示モデル）: 入力120トークン、出力30トークン、費用の目安0.5 JPY",
    )
    (heard,) = served.twin.heard
    assert heard.headers["x-api-key"] == served.twin.keys["plain"]
    assert heard.inputs == {"subject": 2026, "count": 12, "kinds": "notice,reply"}
    assert ministry.person.id not in str(heard.headers) + heard.body.decode()


async def test_the_call_is_metered_like_that_to_a_model(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    await ministry.caller.work(app.id, ministry.bench())
    (row,) = await rows(ministry)
    assert (row["purpose"], row["app"], row["deployment_id"]) == ("app", "plain", app.id)
    assert (row["outcome"], row["input_tokens"], row["output_tokens"]) == (Outcome.COMPLETED, 120, 30)
    assert (row["price_micro_yen"], row["decision"], row["person_id"]) == (
        3_000_000,
        "allowed",
        ministry.person.id,
    )


async def test_usage_in_the_other_spelling(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "tokens")
    await ministry.caller.work(app.id, ministry.bench())
    (row,) = await rows(ministry)
    assert (row["input_tokens"], row["output_tokens"], row["tokens_reported"]) == (120, 30, True)


async def test_files_go_in_and_come_out(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "files")
    given = {"source": (GivenFile("通知.txt", "例示省の通知".encode()),)}
    read = {"source": (ReadFile("通知.txt", "text/plain", "例示省の通知"),)}
    output = await ministry.caller.work(app.id, ministry.bench(given=given, files=read))
    assert "通知.txt（18バイト）" in output.text
    assert [(each.name, each.media_type) for each in output.artifacts] == [
        ("通知.txt", "text/plain"),
        ("例示.txt", "text/plain"),
    ]
    (sent,) = served.twin.heard[0].inputs["files"]
    assert (
        sent["key"] == "source"
        and base64.b64decode(sent["files"][0]["content"]) == given["source"][0].content
    )


async def test_turns_are_sent_flat_and_under_one_session(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    turns = (Turn({"subject": "1"}, "一つ目"), Turn({"subject": "2"}, "二つ目"))
    for number in (1, 2):
        await ministry.caller.work(app.id, ministry.bench(turns=turns, run_id=f"run-{number}"))
    first, second = served.twin.heard
    histories = first.inputs["conversation_histories"]
    assert [(json.loads(turn["input"]), turn["output"]) for turn in histories] == [
        ({"subject": 1}, "一つ目"),
        ({"subject": 2}, "二つ目"),
    ]
    assert first.request["sessionId"] == second.request["sessionId"]


async def test_a_body_that_is_a_plain_text(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "text")
    assert (await ministry.caller.work(app.id, ministry.bench())).text == "本文だけの応答です。"


FAILURES = [
    ("failing", AppFailed, "HTTP 500）：処理に失敗しました。", Outcome.REFUSED_BY_ENDPOINT),
    ("refusing", AppFailed, "HTTP 400）：入力が不足しています。：件名", Outcome.REFUSED_BY_ENDPOINT),
    ("page", AnswerUnreadable, "HTMLのページ", Outcome.BROKEN),
    ("empty", AnswerUnreadable, "HTTP 200", Outcome.BROKEN),
    ("broken", AnswerUnreadable, "壊れたJSON", Outcome.BROKEN),
    ("silent", AppSilent, "1.5秒以内に応答がありませんでした", Outcome.TIMED_OUT),
    ("redirecting", AppLedElsewhere, "別のアドレスへ転送", Outcome.BROKEN),
    ("huge", AppSaidTooMuch, "20MBを超えた", Outcome.BROKEN),
    ("later-elsewhere", StatusElsewhere, "別のホスト", Outcome.BROKEN),
]


@pytest.mark.parametrize(("name", "problem", "told", "outcome"), FAILURES, ids=[each[0] for each in FAILURES])
async def test_an_app_that_misbehaves(
    ministry: Ministry, served: Served, name: str, problem: type[Problem], told: str, outcome: Outcome
) -> None:
    await ministry.allow()
    app, other = await ministry.register(served, name), await ministry.register(served, "plain")
    bench = ministry.bench()
    with pytest.raises(problem, match=told):
        await ministry.caller.work(app.id, bench)
    assert len(served.twin.heard) == 1
    assert await outcomes(ministry) == [outcome]
    # The same run is never sent again, and other apps are not affected.
    with pytest.raises(AnswerLost):
        await ministry.caller.work(app.id, bench)
    assert len(served.twin.heard) == 1
    assert (await ministry.caller.work(other.id, ministry.bench(run_id="other"))).text


async def test_an_app_that_redirects_gets_its_key_only_itself(ministry: Ministry) -> None:
    with serving() as trap, serving(elsewhere=trap.base) as served:
        await ministry.allow()
        app = await ministry.register(served, "redirecting")
        with pytest.raises(AppLedElsewhere):
            await ministry.caller.work(app.id, ministry.bench())
        assert trap.twin.heard == []


async def test_nobody_listens(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain", endpoint="http://localhost:9/apps/plain")
    with pytest.raises(AppNotReached):
        await ministry.caller.work(app.id, ministry.bench())
    (row,) = await rows(ministry)
    assert (row["outcome"], row["price_micro_yen"]) == (Outcome.UNREACHABLE, 0)


@pytest.mark.parametrize("endpoint", ["https://localhost:1/a", "https://127.0.0.1:1/a", "https://10.0.0.1/a"])
async def test_a_private_address_that_nobody_allowed(
    ministry: Ministry, served: Served, endpoint: str
) -> None:
    app = await ministry.register(served, "plain", endpoint=endpoint)
    with pytest.raises(AppNotSafe):
        await ministry.caller.work(app.id, ministry.bench())


async def test_the_metadata_of_the_machine_is_out_of_reach_even_where_allowed(
    ministry: Ministry, served: Served
) -> None:
    await ministry.allow("169.254.169.254")
    app = await ministry.register(served, "plain", endpoint="http://169.254.169.254/latest")
    with pytest.raises(AppNotSafe):
        await ministry.caller.work(app.id, ministry.bench())


async def test_over_tls_with_an_authority_that_is_trusted(ministry: Ministry, authority: Authority) -> None:
    authority.issue()
    exchange = Exchange(limits=LIMITS, certificates=authority.certificate)
    wire = Wire(ministry.database, exchange, ministry.registry.vault, LIMITS)
    await ministry.allow()
    with serving(certificate=authority.folder / "leaf.crt") as served:
        app = await ministry.register(served, "plain")
        output = await replace(ministry.caller, wire=wire).work(app.id, ministry.bench())
        assert output.text
        with pytest.raises(AppNotReached):
            await ministry.caller.work(app.id, ministry.bench(run_id="untrusted"))
        await exchange.close()
