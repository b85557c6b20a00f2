"""Calling the twin over real sockets: every shape of an answer, and every way to misbehave."""

import base64
import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from genkan.apps.errors import RunStopped
from genkan.apps.external.call_errors import (
    AnswerLost,
    AppLedElsewhere,
    AppNotReached,
    AppNotSafe,
    AppSaidTooMuch,
    AppSilent,
    CallForbidden,
    FileNotMasked,
    FileNotRead,
    KeyUnreadable,
    RequestTooLarge,
)
from genkan.apps.external.vault import Vault
from genkan.apps.external.wire import Wire
from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.errors import AnswerUnreadable, AppFailed, StatusElsewhere
from genkan.apps.program import Awaited, ReadFile, Turn
from genkan.catalogue import Answer, InformationClass
from genkan.fetch import Exchange
from genkan.gateway import Outcome, PolicyRefused
from genkan.gateway.store.calls import call
from genkan.kit import Problem
from tests.apps.external.conftest import LIMITS, TRUSTED, VALUES, Ministry
from tests.apps.twin_server import Served, serving
from tests.openai_api.certificates import Authority


async def rows(ministry: Ministry) -> list[dict[str, object]]:
    """The metered calls, oldest first."""
    await ministry.gateway.settle()
    async with ministry.database.read() as connection:
        found = await connection.execute(select(call).order_by(call.c.id))
        return [dict(row) for row in found.mappings()]


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
    ("silent", AppSilent, "0.5秒以内に応答がありませんでした", Outcome.TIMED_OUT),
    ("redirecting", AppLedElsewhere, "別の所在へ転送", Outcome.BROKEN),
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
    assert [row["outcome"] for row in await rows(ministry)] == [outcome]
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


async def test_a_draft_runs_for_nobody_and_for_who_tries_it(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain", publish=False)
    with pytest.raises(PolicyRefused):
        await ministry.caller.work(app.id, ministry.bench())
    assert served.twin.heard == []
    assert (await ministry.caller.work(app.id, ministry.bench(), trying=True)).text


async def test_information_above_the_ceiling_stays_here(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    unknown = replace(TRUSTED, learning=Answer.UNKNOWN)
    app = await ministry.register(served, "plain", facts=unknown)
    with pytest.raises(PolicyRefused):
        await ministry.caller.work(app.id, ministry.bench(information_class=InformationClass.TWO))
    assert served.twin.heard == [] and [row["outcome"] for row in await rows(ministry)] == [
        "refused_by_policy"
    ]


async def test_what_is_masked_comes_back(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    number = "1234 5678 9018"
    bench = ministry.bench(values={**VALUES, "subject": f"個人番号は{number}です。"})
    output = await ministry.caller.work(app.id, bench)
    assert number not in served.twin.heard[0].body.decode() and "〔" in served.twin.heard[0].body.decode()
    assert f"個人番号は{number}です。" in output.text and "伏せて送信しました" in output.notices[0]


async def test_a_file_leaves_whole_or_not_at_all(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "files")
    given = {"source": (GivenFile("名簿.txt", b"x"),)}
    read = {"source": (ReadFile("名簿.txt", "text/plain", "個人番号は1234 5678 9018です。"),)}
    with pytest.raises(FileNotMasked, match=r"名簿\.txt"):
        await ministry.caller.work(app.id, ministry.bench(given=given, files=read))
    assert served.twin.heard == []


UNREAD = {
    "nothing": ReadFile("図.png", "image/png", ""),
    "a part": ReadFile("図.png", "application/pdf", "一頁目", ("二頁目は画像のため読めません。",)),
}


@pytest.mark.parametrize("unread", UNREAD.values(), ids=UNREAD)
async def test_a_file_that_nobody_can_look_through(
    ministry: Ministry, served: Served, unread: ReadFile
) -> None:
    await ministry.allow()
    given = {"source": (GivenFile("図.png", b"\x89PNG"),)}
    read = {"source": (unread,)}
    app = await ministry.register(served, "files")
    with pytest.raises(FileNotRead, match=r"図\.png"):
        await ministry.caller.work(app.id, ministry.bench(given=given, files=read))
    assert served.twin.heard == []
    async with ministry.database.write() as connection:
        await ministry.registry.change(
            connection,
            app,
            registration=app.registration,
            facts=replace(TRUSTED, takes_unread_files=True),
            actor=ministry.person.id,
        )
    output = await ministry.caller.work(app.id, ministry.bench(given=given, files=read, run_id="again"))
    assert "図.png" in output.text


async def test_a_request_above_the_limit(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain", config={"max_payload_size": "1KB"})
    with pytest.raises(RequestTooLarge):
        await ministry.caller.work(app.id, ministry.bench(values={**VALUES, "subject": "あ" * 400}))
    assert served.twin.heard == []


async def test_a_person_of_another_organisation(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    with pytest.raises(CallForbidden):
        await ministry.caller.work(app.id, ministry.bench(organisation_id="other"))


async def test_a_key_of_another_installation(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "plain")
    wire = replace(ministry.caller.wire, vault=Vault(lambda: "別の秘密"))
    with pytest.raises(KeyUnreadable):
        await replace(ministry.caller, wire=wire).work(app.id, ministry.bench())
    assert served.twin.heard == []


async def test_who_stops_a_run_ends_the_connection(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "silent")
    with pytest.raises(RunStopped):
        await ministry.caller.work(app.id, ministry.bench(stops_after=3))
    assert [row["outcome"] for row in await rows(ministry)] == [Outcome.STOPPED]


async def test_an_answer_is_kept_until_the_run_has_ended(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app, bench = await ministry.register(served, "plain"), ministry.bench()
    first = await ministry.caller.work(app.id, bench)
    assert await ministry.caller.work(app.id, bench) == first
    assert len(served.twin.heard) == 1


async def test_a_run_that_ended_without_a_word_is_not_sent_again(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "later")
    with pytest.raises(AnswerLost, match="二重に処理されないよう"):
        await ministry.caller.work(
            app.id, ministry.bench(steps={"external.sent": "2026-11-02T00:00:00+00:00"})
        )
    assert served.twin.heard == []


async def test_the_first_look_comes_after_thirty_seconds(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app = await ministry.register(served, "later")
    with pytest.raises(Awaited) as awaited:
        await ministry.caller.work(app.id, ministry.bench())
    assert awaited.value.after.total_seconds() == 30
