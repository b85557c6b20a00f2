"""What may leave for an external app, what becomes of a run that is interrupted, and that nothing is sent twice."""

import asyncio
from dataclasses import replace

import pytest

from genkan.apps.errors import RunStopped
from genkan.apps.external.call_errors import (
    AnswerLost,
    CallForbidden,
    FileNotMasked,
    FileNotRead,
    KeyUnreadable,
    RequestTooLarge,
)
from genkan.apps.external.vault import Vault
from genkan.apps.form.values import GivenFile
from genkan.apps.program import Awaited, ReadFile
from genkan.catalogue import Answer, InformationClass
from genkan.gateway import Outcome, PolicyRefused
from tests.apps.external.conftest import TRUSTED, VALUES, Ministry, outcomes
from tests.apps.twin_server import Served


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
    assert served.twin.heard == []
    assert await outcomes(ministry) == ["refused_by_policy"]


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
    assert await outcomes(ministry) == [Outcome.STOPPED]


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


async def test_two_processes_with_the_same_run_send_it_once(ministry: Ministry, served: Served) -> None:
    await ministry.allow()
    app, meeting = await ministry.register(served, "plain"), asyncio.Barrier(2)
    first = ministry.bench(meeting=meeting)
    second = ministry.bench(meeting=meeting, steps=first.steps)
    given = await asyncio.gather(
        *(ministry.caller.work(app.id, bench) for bench in (first, second)), return_exceptions=True
    )
    assert len(served.twin.heard) == 1
    assert [type(each) for each in given if isinstance(each, Exception)] == [AnswerLost]
