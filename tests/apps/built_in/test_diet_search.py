"""国会答弁検索: the API by a local twin of it, files, and quotations that are compared with the speeches."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.apps import CheckOutcome, GivenFile, RunState
from genkan.apps.built_in.diet_search.answer import read_answer, speech_of
from genkan.apps.built_in.diet_search.errors import FileUnclear, RecordsRefused, RecordsUnclear, WordsPersonal
from genkan.apps.built_in.diet_search.importing import read_file, search_files
from genkan.apps.built_in.diet_search.quoting import check_quotations
from genkan.apps.built_in.diet_search.records import DESTINATION, DietRecords, read, written
from genkan.apps.built_in.diet_search.speech import Search, Speech
from genkan.catalogue import Deployment, InformationClass
from genkan.fetch import AddressNotAllowed, ServiceRefused
from genkan.gateway import (
    Departure,
    Outcome,
    OutsideAsk,
    PolicyRefused,
    Scope,
    SwitchDraft,
    lift_switch,
    list_switches,
    throw_switch,
)
from genkan.kit import Problem
from tests.apps.conftest import Runner

RECORD = {
    "speechID": "000000000X00120260210_004",
    "issueID": "000000000X00120260210",
    "imageKind": "会議録",
    "session": 221,
    "nameOfHouse": "衆議院",
    "nameOfMeeting": "例示委員会",
    "issue": "第3号",
    "date": "2026-02-10",
    "closing": None,
    "speechOrder": 4,
    "speaker": "例示太郎",
    "speakerPosition": "例示国務大臣",
    "speech": "○例示国務大臣　手続の九割をオンラインで行えるようにいたします。",
    "speechURL": "https://kokkai.example.jp/txt/000000000X00120260210/4",
}
WORDS = Search(("オンライン",))
SPEECH = Speech(
    id="1",
    date="2026-02-10",
    house="衆議院",
    meeting="例示委員会",
    speaker="例示太郎",
    text="九割を オンラインで行います。",
)


@dataclass
class Twin:
    """A server that answers as the Diet records API does; ``answer`` is what it says next."""

    address: str = ""
    answer: bytes = b""
    status: int = 200
    asked: list[dict[str, str]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def hold(self, *records: dict[str, object]) -> None:
        """What is in its records."""
        page = {
            "numberOfRecords": 340,
            "numberOfReturn": len(records),
            "startRecord": 1,
            "nextRecordPosition": 2,
        }
        self.answer = json.dumps({**page, "speechRecord": records}).encode()

    async def speech(self, request: web.Request) -> web.Response:
        """One page."""
        self.asked.append(dict(request.query))
        await self.gate.wait()
        return web.Response(body=self.answer, status=self.status, content_type="application/json")


@pytest.fixture
async def twin() -> AsyncIterator[Twin]:
    twin = Twin()
    twin.hold(RECORD)
    twin.gate.set()
    application = web.Application()
    application.router.add_get("/api/speech", twin.speech)
    server = TestServer(application)
    await server.start_server()
    twin.address = str(server.make_url("/api"))
    yield twin
    twin.gate.set()
    await server.close()


@dataclass
class Passing:
    """A departure that changes ``texts`` as a rule of masking would, and remembers how it ended."""

    texts: tuple[str, ...]
    ends: list[Outcome] = field(default_factory=list)

    def leaves(self) -> None:
        """Nothing is counted here."""

    def heard(self, text: str) -> None:
        """Nothing is counted here."""

    def end(self, outcome: Outcome) -> None:
        self.ends.append(outcome)


@dataclass
class Door:
    """A way out that lets everything pass; ``masks`` as a rule of the organisation would."""

    masks: bool = False
    passed: list[Passing] = field(default_factory=list)

    @asynccontextmanager
    async def leaving(self, destination: Deployment, texts: tuple[str, ...]) -> AsyncIterator[Departure]:
        assert destination is DESTINATION
        self.passed.append(Passing(tuple("［人名1］" for _ in texts) if self.masks else texts))
        yield self.passed[-1]  # type: ignore[misc]


OPEN = Door()


async def test_the_api_is_asked_as_it_documents(twin: Twin) -> None:
    search = Search(
        ("オンライン", "手続"),
        speaker="例示太郎",
        meeting="例示委員会",
        since="2026-01-01",
        until="2026-12-31",
    )
    found = await DietRecords(twin.address, private=True).ask(OPEN, search, start=21, most=500)
    assert twin.asked == [
        {
            "any": "オンライン 手続",
            "speaker": "例示太郎",
            "nameOfMeeting": "例示委員会",
            "from": "2026-01-01",
            "until": "2026-12-31",
            "startRecord": "21",
            "maximumRecords": "100",
            "recordPacking": "json",
        }
    ]
    assert found.total == 340
    assert found.listed[0].source == "2026-02-10　衆議院　例示委員会 第3号　例示太郎（例示国務大臣）"
    assert read(written(found)) == found


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("1234", "5678", "9018"), "個人番号"),
        (("a@example.go.jp",), "メールアドレス"),
        (("090-1234-5678",), "電話番号"),
    ],
)
async def test_numbers_and_contacts_of_persons_leave_for_no_service(
    twin: Twin, words: tuple[str, ...], kind: str
) -> None:
    records = DietRecords(twin.address, private=True)
    for search in (Search(("手続", *words)), Search(("手続",), speaker=" ".join(words))):
        with pytest.raises(WordsPersonal, match=kind):
            await records.ask(OPEN, search, start=1, most=20)
    assert twin.asked == []


async def test_words_that_a_rule_masks_are_not_looked_for(twin: Twin) -> None:
    with pytest.raises(WordsPersonal, match="伏せる必要のある個人情報"):
        await DietRecords(twin.address, private=True).ask(Door(masks=True), WORDS, start=1, most=20)
    assert twin.asked == []


async def test_conditions_that_are_empty_are_not_sent(twin: Twin) -> None:
    await DietRecords(twin.address + "/", private=True).ask(OPEN, WORDS, start=1, most=20)
    assert set(twin.asked[0]) == {"any", "startRecord", "maximumRecords", "recordPacking"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b'{"message": "19001", "details": ["no hits over the limit"]}', RecordsRefused),
        (b"<html>maintenance</html>", RecordsUnclear),
        (b"", RecordsUnclear),
        (b'{"numberOfRecords": "many"}', RecordsUnclear),
        (b'{"numberOfRecords": 1, "speechRecord": [{"date": "2026"}]}', RecordsUnclear),
        (
            json.dumps({"numberOfRecords": 1, "speechRecord": [{**RECORD, "date": "next year"}]}).encode(),
            RecordsUnclear,
        ),
        (b"\xff\xfe", RecordsUnclear),
        (b"[" * 100_000, RecordsUnclear),
    ],
)
async def test_an_answer_of_another_shape_is_told(twin: Twin, answer: bytes, expected: type[Problem]) -> None:
    twin.answer = answer
    with pytest.raises(expected):
        await DietRecords(twin.address, private=True).ask(OPEN, WORDS, start=1, most=20)


async def test_an_error_and_a_private_address_are_told(twin: Twin) -> None:
    with pytest.raises(AddressNotAllowed):
        await DietRecords(twin.address).ask(OPEN, WORDS, start=1, most=20)
    twin.status = 400
    with pytest.raises(ServiceRefused):
        await DietRecords(twin.address, private=True).ask(OPEN, WORDS, start=1, most=20)


def test_a_record_without_its_optional_parts() -> None:
    bare = {key: RECORD[key] for key in ("speechID", "date", "nameOfHouse", "nameOfMeeting", "speech")}
    [record] = read_answer(json.dumps({"numberOfRecords": 1, "speechRecord": [bare]}).encode()).speech_record
    assert speech_of(record).source == "2026-02-10　衆議院　例示委員会"


CSV = "日付,院名,会議名,発言者,発言\n2026-02-10,衆議院,例示委員会,例示　太郎,オンラインで行います。\n2025/01/01,衆議院,例示委員会,見本花子,オンラインの質問。\n"


@pytest.mark.parametrize(
    "content", [CSV.encode(), CSV.encode("cp932"), CSV.encode("utf-8-sig"), json.dumps([RECORD]).encode()]
)
def test_files_are_searched_in_every_encoding(content: bytes) -> None:
    found = search_files([GivenFile("records.csv", content)], WORDS, start=1, most=20)
    assert found.listed[0].date == "2026-02-10"
    assert found.total == len(found.listed)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search(("オンライン",)), 2),
        (Search(("オンライン", "質問")), 1),
        (Search(("オンライン",), speaker="例示太郎"), 1),
        (Search(("オンライン",), since="2026-01-01"), 1),
        (Search(("オンライン",), until="2025-12-31"), 1),
        (Search(("オンライン",), meeting="予算委員会"), 0),
    ],
)
def test_every_condition_counts(search: Search, found: int) -> None:
    assert search_files([GivenFile("records.csv", CSV.encode())], search, start=1, most=20).total == found


def test_what_comes_after_is_reached() -> None:
    found = search_files([GivenFile("records.csv", CSV.encode())], WORDS, start=2, most=1)
    assert (found.total, [each.speaker for each in found.listed]) == (2, ["見本花子"])


@pytest.mark.parametrize(
    "content", ["日付,発言者\n2026-01-01,甲\n", "ただの文章です。", '{"speechRecord": [1]}', "{"]
)
def test_a_file_of_another_shape_is_refused_by_name(content: str) -> None:
    with pytest.raises(FileUnclear) as raised:
        list(read_file(GivenFile("other.csv", content.encode())))
    assert raised.value.details["name"] == "other.csv"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("「九割をオンラインで行います」と述べた[1]。", 0),
        ("「十割をオンラインで行います」と述べた[1]。", 1),
        ("九割と述べた[2]。", 1),
        ("九割と述べた[0]。", 1),
        ("「質問」に答えた[1]。", 0),
    ],
)
def test_quotations_are_compared(text: str, faults: int) -> None:
    check = check_quotations(text, [SPEECH])
    assert len(check.details) == faults
    assert check.outcome is (CheckOutcome.FAILED if faults else CheckOutcome.PASSED)


async def test_without_an_address_and_a_file_the_run_says_what_to_do(runner: Runner) -> None:
    run = await runner.run("diet-search", {"words": "オンライン", "most": "20", "start": "1"})
    assert run.state is RunState.FAILED
    assert run.failure is not None
    assert "GENKAN_DIET_API" in run.failure.next_step


FORM = {"words": "オンライン", "speaker": "例示太郎", "most": "20", "start": "1"}


@pytest.fixture
def records_outside(twin: Twin, monkeypatch: pytest.MonkeyPatch) -> Twin:
    """The service that the installation of the test asks."""
    monkeypatch.setenv("GENKAN_DIET_API", twin.address)
    monkeypatch.setenv("GENKAN_FETCH_PRIVATE_ADDRESSES", "true")
    return twin


async def calls(runner: Runner) -> list[tuple[str, str, str, str]]:
    """App, destination, decision and outcome of every call that was metered, in the order of the alphabet."""
    await runner.house.parts.gateway.settle()
    found = await runner.house.rows("call")
    return sorted((row["app"], row["deployment_id"], row["decision"], row["outcome"]) for row in found)


async def throw(runner: Runner, scope: Scope) -> None:
    """Stop this app, this organisation, or all."""
    house = runner.house
    draft = SwitchDraft(
        scope=scope,
        reason="点検",
        subject="diet-search" if scope is Scope.APP else "",
        organisation_id=house.ministry.id if scope is Scope.ORGANISATION else None,
    )
    async with house.parts.database.write() as connection:
        await throw_switch(
            connection,
            draft,
            within=None,
            ledger=house.parts.ledger,
            clock=house.clock,
            actor="command_line",
        )
    await house.parts.gateway._reception.keeper.look()


async def lift_all(runner: Runner) -> None:
    """Let everything go on."""
    house = runner.house
    async with house.parts.database.write() as connection:
        for switch in [each for each in await list_switches(connection) if each.in_force]:
            await lift_switch(
                connection,
                switch.id,
                within=None,
                ledger=house.parts.ledger,
                clock=house.clock,
                actor="command_line",
            )
    await house.parts.gateway._reception.keeper.look()


async def test_what_is_asked_outside_is_decided_and_metered_like_a_call_to_a_model(
    records_outside: Twin, runner: Runner
) -> None:
    run = await runner.run("diet-search", FORM, deployment_id="")
    assert run.state is RunState.COMPLETED, run.failure
    assert await calls(runner) == [("diet-search", DESTINATION.id, "allowed", Outcome.COMPLETED)]
    (row,) = await runner.house.rows("call")
    assert (row["price_micro_yen"], row["purpose"], row["person_id"]) == (0, "app", runner.browser.person.id)
    records_outside.status = 400
    assert (await runner.run("diet-search", FORM, deployment_id="")).state is RunState.FAILED
    assert [outcome for *_, outcome in await calls(runner)] == [
        Outcome.COMPLETED,
        Outcome.REFUSED_BY_ENDPOINT,
    ]


async def test_every_switch_stops_what_is_asked_outside(records_outside: Twin, runner: Runner) -> None:
    for scope in (Scope.APP, Scope.ORGANISATION, Scope.EVERYTHING):
        await throw(runner, scope)
        run = await runner.run("diet-search", FORM, deployment_id="")
        assert run.state is RunState.FAILED
        assert run.failure is not None and run.failure.details["reason"] == "点検"
        await lift_all(runner)
    assert records_outside.asked == []
    assert {outcome for *_, outcome in await calls(runner)} == {Outcome.SWITCHED_OFF}
    assert (await runner.run("diet-search", FORM, deployment_id="")).state is RunState.COMPLETED


async def test_a_switch_cuts_a_search_on_its_way(records_outside: Twin, runner: Runner) -> None:
    records_outside.gate.clear()
    run_id = await runner.start("diet-search", FORM, deployment_id="")
    async with asyncio.timeout(20):
        while not records_outside.asked:
            await asyncio.sleep(0.01)
    await throw(runner, Scope.APP)
    run = await runner.ended(run_id)
    assert run.failure is not None and run.failure.details["reason"] == "点検"
    assert [outcome for *_, outcome in await calls(runner)] == [Outcome.SWITCHED_OFF]


async def test_nothing_above_the_lowest_class_may_leave_for_the_records(runner: Runner) -> None:
    ask = OutsideAsk(
        organisation_id=runner.house.ministry.id,
        app="diet-search",
        information_class=InformationClass.TWO,
        destination=DESTINATION,
        texts=("オンライン",),
        fee=0,
    )

    async def renew() -> OutsideAsk:
        return ask

    with pytest.raises(PolicyRefused):
        async with runner.house.parts.gateway.outside.leaving(ask, renew=renew):
            raise AssertionError("it left")
