"""The asynchronous half: looked at when it is due, begun again after a crash, and never sent twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from genkan.apps.external.call_errors import AnswerNeverCame, AppMoved, AppNotSafe, RequestGone
from genkan.apps.external.caller import ExternalCaller
from genkan.apps.external.store.apps import find_app
from genkan.apps.external.store.hosts import delete_host
from genkan.apps.gennai.errors import AppFailed, StatusUnknown, StatusWentBack
from genkan.apps.output import Output
from genkan.apps.program import Awaited
from genkan.gateway import Scope, SwitchDraft, throw_switch
from genkan.gateway.store.calls import call
from genkan.kit import Problem
from tests.apps.external.conftest import DeskBench, Ministry
from tests.apps.twin_server import Served, serving


async def begun(ministry: Ministry, served: Served, name: str) -> tuple[str, DeskBench]:
    """The id of an app, and the workbench of a run that was promised an answer by it."""
    await ministry.allow()
    app, bench = await ministry.register(served, name), ministry.bench()
    with pytest.raises(Awaited):
        await ministry.caller.work(app.id, bench)
    return app.id, bench


async def look(ministry: Ministry, app_id: str, bench: DeskBench, *, waits: timedelta) -> Output | timedelta:
    """What a look gives after a time: the output, or how long to wait for the next one."""
    ministry.clock.moment += waits
    try:
        return await ministry.caller.work(app_id, bench)
    except Awaited as awaited:
        return awaited.after


async def test_a_request_that_is_worked_on(ministry: Ministry, served: Served) -> None:
    app_id, bench = await begun(ministry, served, "later")
    pauses = [
        await look(ministry, app_id, bench, waits=timedelta(seconds=30)),
        await look(ministry, app_id, bench, waits=timedelta(seconds=60)),
    ]
    assert pauses == [timedelta(seconds=60), timedelta(minutes=5)]
    assert bench.labels[-1] == "外部アプリの状態: 処理中（50%）"
    output = await look(ministry, app_id, bench, waits=timedelta(minutes=5))
    assert isinstance(output, Output)
    assert (output.text, output.artifacts[0].name) == ("処理が終わりました。", "例示.txt")
    assert [each.method for each in served.twin.heard] == ["POST", "GET", "GET", "GET"]
    assert all(each.headers["x-api-key"] == served.twin.keys["later"] for each in served.twin.heard)


async def test_the_answer_is_metered_when_it_comes(ministry: Ministry, served: Served) -> None:
    app_id, bench = await begun(ministry, served, "later")
    for _ in range(3):
        await look(ministry, app_id, bench, waits=timedelta(minutes=5))
    await ministry.gateway.settle()
    async with ministry.database.read() as connection:
        found = (await connection.execute(select(call).order_by(call.c.id))).mappings().all()
    kept = [
        (row["decision"], row["price_micro_yen"], row["tokens_reported"], row["output_tokens"])
        for row in found
    ]
    assert kept == [("allowed", 3_000_000, False, 8), ("received", 0, True, 30)]


async def test_a_worker_that_is_killed_between_two_looks(ministry: Ministry, served: Served) -> None:
    """Another process has the steps of the run and nothing else."""
    app_id, bench = await begun(ministry, served, "later")
    for _ in range(2):
        await look(ministry, app_id, bench, waits=timedelta(minutes=5))
    other = ExternalCaller(
        database=ministry.database, gateway=ministry.gateway, wire=ministry.caller.wire, clock=ministry.clock
    )
    output = await other.work(app_id, ministry.bench(steps=dict(bench.steps)))
    assert output.text == "処理が終わりました。"
    assert [each.method for each in served.twin.heard].count("POST") == 1


ENDS = [
    ("later-failing", 2, AppFailed, "対象が見つかりません。"),
    ("later-backwards", 2, StatusWentBack, "「処理中」から「受付済み」"),
    ("later-unknown", 1, StatusUnknown, "THINKING"),
    ("later-gone", 2, RequestGone, "HTTP 410"),
]


@pytest.mark.parametrize(("name", "looks", "problem", "told"), ENDS, ids=[each[0] for each in ENDS])
async def test_a_request_that_ends_badly(
    ministry: Ministry, served: Served, name: str, looks: int, problem: type[Problem], told: str
) -> None:
    app_id, bench = await begun(ministry, served, name)
    for _ in range(looks - 1):
        assert isinstance(await look(ministry, app_id, bench, waits=timedelta(minutes=5)), timedelta)
    with pytest.raises(problem, match=told):
        await look(ministry, app_id, bench, waits=timedelta(minutes=15))


async def test_nobody_waits_longer_than_four_days(ministry: Ministry, served: Served) -> None:
    app_id, bench = await begun(ministry, served, "later")
    with pytest.raises(AnswerNeverCame, match="4日以内"):
        await look(ministry, app_id, bench, waits=timedelta(days=4, seconds=1))
    assert [each.method for each in served.twin.heard] == ["POST"]


async def test_an_app_that_is_away_is_asked_again_later(ministry: Ministry) -> None:
    with serving() as served:
        app_id, bench = await begun(ministry, served, "later")
    assert await look(ministry, app_id, bench, waits=timedelta(minutes=10)) == timedelta(minutes=15)
    assert "接続できません" in bench.labels[-1]


async def test_the_key_of_a_new_host_never_goes_to_the_old_one(ministry: Ministry, served: Served) -> None:
    app_id, bench = await begun(ministry, served, "later")
    async with ministry.database.write() as connection:
        app = await find_app(connection, app_id)
        moved = replace(app.registration, endpoint="https://app.example.go.jp/later")
        app = await ministry.registry.change(
            connection, app, registration=moved, facts=app.facts, actor=ministry.person.id
        )
        await ministry.registry.set_key(connection, app, "key-of-the-new-host", actor=ministry.person.id)
    with pytest.raises(AppMoved, match="アドレスが変更された"):
        await look(ministry, app_id, bench, waits=timedelta(minutes=5))
    assert [each.method for each in served.twin.heard] == ["POST"]


async def test_a_host_that_is_no_longer_allowed_is_not_asked(ministry: Ministry, served: Served) -> None:
    app_id, bench = await begun(ministry, served, "later")
    async with ministry.database.write() as connection:
        await delete_host(connection, ministry.person.organisation_id, "localhost")
    with pytest.raises(AppNotSafe):
        await look(ministry, app_id, bench, waits=timedelta(minutes=5))


async def test_a_kill_switch_defers_the_look(ministry: Ministry, served: Served) -> None:
    app_id, bench = await begun(ministry, served, "later")
    draft = SwitchDraft(
        scope=Scope.APP, reason="点検", subject="later", organisation_id=ministry.person.organisation_id
    )
    async with ministry.database.write() as connection:
        await throw_switch(
            connection,
            draft,
            within=ministry.person.organisation_id,
            ledger=ministry.ledger,
            clock=ministry.clock,
            actor=ministry.person.id,
        )
    await ministry.gateway._reception.keeper.look()
    assert await look(ministry, app_id, bench, waits=timedelta(minutes=10)) == timedelta(minutes=15)
    assert "点検" in bench.labels[-1]
    assert [each.method for each in served.twin.heard] == ["POST"]
