"""Vectors are made for what changed and for nothing else, whatever becomes of the model or of the process."""

import asyncio
import json
from datetime import timedelta
from decimal import Decimal

import pytest

from genkan.catalogue import RETIRE, change_state, list_deployments
from genkan.gateway import Account, BudgetScope, set_budget, set_rules
from genkan.kit import system_clock
from genkan.knowledge import Collection
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.jobs import BUILD_VECTORS, vector_tasks
from genkan.knowledge.search.results import StepKind
from genkan.knowledge.vectors import catching_up, following, store
from genkan.knowledge.vectors.files import read_manifest
from genkan.policy import Kind, Rules, Treatment
from genkan.storage import metadata
from tests.knowledge.vectors.conftest import CLOTHES, MODEL, TRAVEL, VectorRoom
from tests.knowledge.vectors.meanings import MeaningServer


async def jobs(room: VectorRoom) -> list[str]:
    """The jobs that wait to make vectors."""
    table = metadata.tables["job"]
    async with room.database.read() as connection:
        rows = await connection.execute(table.select().where(table.c.task == BUILD_VECTORS))
        return [row.key for row in rows]


async def recorded(room: VectorRoom) -> list[dict[str, object]]:
    """What the ledger says of the choices, in their order."""
    table = metadata.tables["ledger_event"]
    async with room.database.read() as connection:
        chosen = table.select().where(table.c.kind == "knowledge:vectors:chosen").order_by(table.c.id)
        return [json.loads(row.details) for row in await connection.execute(chosen)]


async def rule(room: VectorRoom, rules: Rules) -> None:
    """Let the ministry decide otherwise."""
    async with room.database.write() as connection:
        await set_rules(
            connection,
            room.ministry.id,
            rules,
            ledger=room.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await room.look()


async def test_only_a_changed_text_is_embedded_again(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose()
    assert await room.library.vectors.build()
    assert len(room.server.texts) == 4
    room.server.texts.clear()
    await room.load(shelf, clothes=CLOTHES.replace("退職する", "異動する"))
    assert await room.library.vectors.build()
    assert [text.split("\n")[0] for text in room.server.texts] == ["例示省被服規程 第2条（返納）"]
    assert (await room.standing()).covered == 4
    room.server.texts.clear()
    assert await room.library.vectors.build()
    assert not room.server.texts


async def test_what_changed_is_found_by_words_until_it_has_a_vector(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose()
    assert await room.library.vectors.build()
    await room.load(shelf, clothes=CLOTHES.replace("退職する", "異動する"))
    result = await room.search("モコモコの異動", shelf)
    assert result.steps[-1].kind is StepKind.BY_MEANING_PARTLY
    assert result.steps[-1].details == {"covered": "2", "articles": "4"}
    assert {hit.law_title for hit in result.hits} == {"例示省出張規程", "例示省被服規程"}


async def test_a_document_taken_away_leaves_no_vector_in_any_file(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose()
    assert await room.library.vectors.build()
    async with room.database.write() as connection:
        documents = await room.library.documents(connection, collections=[shelf])
        await room.loader.withdraw(connection, documents[0], actor="command_line")
    await room.library.build_index()
    assert await room.library.vectors.build()
    manifest = read_manifest(room.folder / "vectors")
    assert manifest and sum(segment.rows for segment in manifest.segments) == manifest.live == 2
    assert len(list((room.folder / "vectors").glob("*.vectors"))) == 1


async def test_many_small_changes_are_written_together(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.choose()
    for number in range(14):
        await room.load(shelf, clothes=CLOTHES.replace("五日", "五日").replace("退職", f"退職{number}"))
        assert await room.library.vectors.build()
    manifest = read_manifest(room.folder / "vectors")
    assert manifest and len(manifest.segments) < 12 and manifest.live == 2
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.BY_MEANING


async def test_a_run_that_is_killed_is_gone_on_with(
    room: VectorRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "_AT_ONCE", 2)
    shelf = await room.collection("規程集")
    texts = {f"r{number}": CLOTHES.replace("被服規程", f"被服規程{number}") for number in range(6)}
    await room.load(shelf, **texts)
    await room.choose()
    room.server.falls_silent_after = 3
    run = asyncio.create_task(room.library.vectors.build())
    while len(room.server.asked) < 4:
        await asyncio.sleep(0.02)
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    assert (await room.standing()).covered == 6
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.MEANING_LATE
    room.server.falls_silent_after = None
    assert await room.library.vectors.build()
    assert len(room.server.texts) == len(set(room.server.texts)) == 12, "nothing was embedded twice"
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.BY_MEANING


@pytest.mark.parametrize(
    "changes", [{"dimensions": 64}, {"text_prefix": "文: "}, {"characters": 200}, {"model": "kawari"}]
)
async def test_another_choice_makes_all_vectors_anew(room: VectorRoom, changes: dict[str, object]) -> None:
    shelf = await room.collection("規程集")
    await room.connect(title="別のモデル", public_name="kawari")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose()
    assert await room.library.vectors.build()
    await room.choose(**changes)
    early = await room.search("ピヨ丸", shelf)
    assert early.steps[-1].kind is StepKind.MEANING_NOT_READY
    assert (await room.standing()).covered == 0
    assert await room.library.vectors.build()
    assert len(room.server.texts) == 8 + 1
    assert (await room.search("ピヨ丸", shelf)).hits[0].law_title == "例示省被服規程"
    assert (await room.standing()).dimensions == changes.get("dimensions", 256)


async def test_the_next_build_of_a_model_makes_all_vectors_anew(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    assert await room.library.vectors.build()
    async with room.database.write() as connection:
        (before,) = await list_deployments(connection)
        await change_state(
            connection, before.id, deed=RETIRE, ledger=room.ledger, clock=system_clock, actor="command_line"
        )
    await room.connect(title="次の版", build="2")
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.MEANING_NOT_READY
    assert await room.library.vectors.build()
    assert len(room.server.texts) == 2 + 1 + 2
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.BY_MEANING


async def test_vectors_that_became_longer_begin_anew(room: VectorRoom) -> None:
    """A server that was exchanged behind its address tells nobody; the length of its vectors does."""
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    assert await room.library.vectors.build()
    room.server.dimensions = 128
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.MEANING_NOT_READY
    await room.load(shelf, travel=TRAVEL)
    assert not await room.library.vectors.build()
    assert await room.library.vectors.build()
    standing = await room.standing()
    assert (standing.dimensions, standing.covered) == (128, 4)
    room.server.dimensions = 64
    assert await room.library.vectors.build(anew=True) and (await room.standing()).dimensions == 64


async def test_a_collection_that_may_not_leave_is_not_embedded_and_says_so(room: VectorRoom) -> None:
    await room.connect(title="低い区分のモデル", public_name="low", ceiling=1)
    open_shelf, closed = await room.collection("公開"), await room.collection("内部", information_class=2)
    await room.load(open_shelf, travel=TRAVEL)
    await room.load(closed, clothes=CLOTHES)
    await room.choose(model="low", question_class=1)
    assert not await room.library.vectors.build()
    assert not any("被服" in text for text in room.server.texts)
    standing = (await room.standing()).collections
    assert standing[open_shelf.id].is_whole and standing[open_shelf.id].refusal is None
    refusal = standing[closed.id].refusal
    assert standing[closed.id].covered == 0 and refusal is not None
    assert "機密性1まで" in refusal.sentence.format_map(refusal.details)
    assert (await room.search("ピヨ丸", closed)).steps[-1].kind is StepKind.MEANING_NOT_READY
    room.server.asked.clear()
    assert not await room.library.vectors.build(), "what was refused moments ago is not tried again"
    refused = [row for row in await room.rows() if row["outcome"] == "refused_by_policy"]
    assert len(refused) == 1 and not room.server.asked


async def test_one_text_that_may_not_leave_keeps_back_no_other(room: VectorRoom) -> None:
    await rule(room, Rules(treatments={Kind.EMAIL: Treatment.REFUSE}))
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES.replace("返納しなければ", "hanako@example.go.jp に返納しなければ"))
    await room.load(shelf, travel=TRAVEL)
    await room.choose()
    assert await room.library.vectors.build()
    assert not any("example.go.jp" in text for text in room.server.texts) and len(room.server.texts) == 3
    assert "例示省被服規程第2条" not in await room.found("ピヨ丸", shelf)
    room.server.asked.clear()
    assert await room.library.vectors.build() and not room.server.asked


async def test_an_article_without_a_vector_is_not_counted_as_one(room: VectorRoom) -> None:
    await rule(room, Rules(treatments={Kind.EMAIL: Treatment.REFUSE}))
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES.replace("返納しなければ", "hanako@example.go.jp に返納しなければ"))
    await room.choose()
    assert await room.library.vectors.build()
    standing = (await room.standing()).collections[shelf.id]
    assert (standing.covered, standing.articles, standing.kept_back) == (1, 2, 1) and not standing.is_whole
    result = await room.search("ピヨ丸", shelf)
    assert result.steps[-1].kind is StepKind.BY_MEANING_PARTLY
    assert result.steps[-1].details == {"covered": "1", "articles": "2"}
    await rule(room, Rules())
    assert await room.library.vectors.build() and (await room.standing()).covered == 1
    assert await room.library.vectors.build(again=True)
    standing = (await room.standing()).collections[shelf.id]
    assert standing.is_whole and standing.kept_back == 0
    assert len(room.server.texts) == 1 + 1 + 1, (
        "of the articles only the one that was kept back was sent again"
    )


async def test_a_model_that_says_nothing_to_a_text_gives_no_vector(
    room: VectorRoom,
) -> None:
    room.server.deaf_to = "被服"
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    assert await room.library.vectors.build()
    assert (await room.standing()).covered == 0
    assert (await room.search("ピヨ丸", shelf)).steps[-1].kind is StepKind.MEANING_NOT_READY


async def one_by_one(room: VectorRoom) -> Collection:
    """A collection of which every text is sent for itself, chosen to be embedded; nothing is yet."""
    await room.connect(
        title="一つずつ", public_name="one", capabilities={"kind": "embeddings", "most_inputs": 1}
    )
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose(model="one")
    return shelf


async def test_what_became_of_a_higher_class_meanwhile_does_not_leave(
    room: VectorRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = await one_by_one(room)

    async def raise_class() -> None:
        async with room.database.write() as connection:
            table = metadata.tables["collection"]
            await connection.execute(table.update().values(information_class=3))

    room.server.meanwhile = raise_class
    assert not await room.library.vectors.build()
    assert len(room.server.asked) == 1, "the first text had left; the second did not"
    standing = (await room.standing()).collections[shelf.id]
    assert standing.covered == 0 and standing.refusal is not None and "区分" in standing.refusal.sentence
    assert not await room.library.vectors.build(again=True) and len(room.server.asked) == 1


async def test_what_was_withdrawn_meanwhile_does_not_leave_and_is_not_put_in_force(
    room: VectorRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = await one_by_one(room)
    async with room.database.read() as connection:
        documents = await room.library.documents(connection, collections=[shelf])

    async def withdraw() -> None:
        room.server.meanwhile = None
        first = next(each for each in documents if each.title in room.server.asked[0]["input"][0])
        async with room.database.write() as connection:
            await room.loader.withdraw(connection, first, actor="command_line")

    room.server.meanwhile = withdraw
    assert not await room.library.vectors.build()
    gone = room.server.texts[0].split()[0]
    assert [text.split()[0] == gone for text in room.server.texts] == [True, False, False]
    assert (await room.standing()).covered == 2
    await room.library.build_index()
    assert await room.library.vectors.build() and (await room.standing()).articles == 2


async def test_what_was_withdrawn_as_its_last_text_was_out_is_not_put_in_force(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()

    async def withdraw() -> None:
        async with room.database.write() as connection:
            (document,) = await room.library.documents(connection, collections=[shelf])
            await room.loader.withdraw(connection, document, actor="command_line")

    room.server.meanwhile = withdraw
    assert not await room.library.vectors.build()
    assert (await room.standing()).covered == 0 and not list((room.folder / "vectors").glob("*.vectors"))


async def test_an_organisation_may_forbid_the_purpose(room: VectorRoom) -> None:
    await rule(room, Rules(allowed_purposes=frozenset({"chat"})))
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    assert not await room.library.vectors.build() and not room.server.asked
    await rule(room, Rules())
    assert await room.library.vectors.build(again=True)


async def test_a_budget_holds(room: VectorRoom) -> None:
    await room.connect(
        title="有料",
        public_name="paid",
        input_price=Decimal(1_000_000),
        output_price=Decimal(0),
        price_date=system_clock().date(),
    )
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    async with room.database.write() as connection:
        await set_budget(
            connection,
            Account(BudgetScope.ORGANISATION, room.ministry.id, ""),
            1,
            within=None,
            ledger=room.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await room.look()
    await room.choose(model="paid")
    assert not await room.library.vectors.build() and not room.server.asked
    refusal = (await room.standing()).collections[shelf.id].refusal
    assert refusal is not None and "上限額" in refusal.sentence


async def test_a_model_that_is_gone_is_told_and_tried_again(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    room.server.status = 500
    assert not await room.library.vectors.build()
    assert (await room.standing()).collections[shelf.id].refusal
    room.server.status = 200
    assert await room.library.vectors.build(again=True)
    assert (await room.standing()).collections[shelf.id].refusal is None


async def test_no_more_texts_are_given_at_once_than_the_endpoint_takes(room: VectorRoom) -> None:
    await room.connect(
        title="少しずつ", public_name="few", capabilities={"kind": "embeddings", "most_inputs": 3}
    )
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose(model="few")
    assert await room.library.vectors.build()
    assert [len(asked["input"]) for asked in room.server.asked] == [3, 1]


async def test_machines_take_turns_and_share_what_was_made(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    shared = room.folder / "shared"
    one = room.library_at(room.folder / "one", shared=shared)
    other = room.library_at(room.folder / "other", shared=shared)
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    for library in (one, other):
        await library.build_index()
    async with room.database.write() as connection:
        soon = system_clock() + timedelta(minutes=5)
        assert await store.take_turn(connection, "a third one", instead_of="", now=system_clock(), until=soon)
    with pytest.raises(IndexBusy):
        await one.vectors.build()
    async with room.database.write() as connection:
        await store.end_turn(connection, "a third one")
    assert await one.vectors.build()
    assert await other.vectors.fetch() and not await other.vectors.fetch()
    async with room.database.read() as connection:
        standing = await other.vectors.standing(connection)
    assert standing is not None and standing.covered == standing.articles == 2
    assert await other.vectors.build() and len(room.server.asked) == 1
    await one.build_index()
    assert read_manifest(shared), "an index that is published leaves the vectors beside it alone"


async def test_two_machines_of_one_name_are_two(room: VectorRoom) -> None:
    """Containers of one image have the same host name and the same path of the folder, behind which lie two folders."""
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    one, other, seen = (room.folder / name for name in ("one", "other", "seen"))
    runs = []
    room.server.falls_silent_after = 0
    for machine in (one, other):
        machine.mkdir()
        seen.unlink(missing_ok=True)
        seen.symlink_to(machine)
        library = room.library_at(seen)
        await library.build_index()
        runs.append(asyncio.create_task(library.vectors.build()))
        while len(room.server.asked) < 1:
            await asyncio.sleep(0.02)
    with pytest.raises(IndexBusy):
        await runs[1]
    runs[0].cancel()
    await asyncio.gather(runs[0], return_exceptions=True)


async def test_a_machine_that_was_killed_takes_its_turn_again_at_once(
    room: VectorRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    room.server.falls_silent_after = 0
    with monkeypatch.context() as patch:
        patch.setattr(store, "end_turn", _nothing)
        run = asyncio.create_task(room.library.vectors.build())
        while not room.server.asked:
            await asyncio.sleep(0.02)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
    room.server.falls_silent_after = None
    elsewhere = room.library_at(room.folder / "elsewhere")
    await elsewhere.build_index()
    with pytest.raises(IndexBusy):
        await elsewhere.vectors.build()
    restarted = room.library_at(room.folder)
    assert await restarted.vectors.build()
    assert await elsewhere.vectors.build()


async def _nothing(*_given: object) -> None:
    """What a killed process does."""


async def test_an_end_deletes_what_other_machines_have(
    room: VectorRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_EVERY_SECONDS", 0.02)
    shelf = await room.collection("規程集")
    shared = room.folder / "shared"
    one = room.library_at(room.folder / "one", shared=shared)
    other = room.library_at(room.folder / "other", shared=shared)
    alone = room.library_at(room.folder / "alone")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    for library in (one, alone):
        await library.build_index()
        assert await library.vectors.build()
    assert await other.vectors.fetch()
    for library in (other, alone):
        await library.vectors.start()
    await asyncio.sleep(0.2)
    folders = [room.folder / name / "vectors" for name in ("one", "other", "alone")]
    assert all(list(folder.glob("*.vectors")) for folder in folders), "while they are wanted, they stay"
    await room.end()
    async with asyncio.timeout(5):
        while any(list(folder.glob("*.vectors")) for folder in (*folders[1:], shared)):
            await asyncio.sleep(0.02)
    await room.choose()
    assert await one.vectors.build()
    async with asyncio.timeout(5):
        while not list(folders[1].glob("*.vectors")):
            await asyncio.sleep(0.02)
    for library in (other, alone):
        await library.vectors.stop()


async def test_a_damaged_copy_is_not_taken_over(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    shared = room.folder / "shared"
    one = room.library_at(room.folder / "one", shared=shared)
    other = room.library_at(room.folder / "other", shared=shared)
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await one.build_index()
    assert await one.vectors.build()
    (segment,) = shared.glob("*.vectors")
    content = bytearray(segment.read_bytes())
    content[-1] ^= 1
    segment.write_bytes(content)
    assert not await other.vectors.fetch()
    assert not (room.folder / "other" / "vectors" / "vectors.json").exists()


async def test_a_file_that_was_cut_short_is_made_again(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    assert await room.library.vectors.build()
    (segment,) = (room.folder / "vectors").glob("*.vectors")
    segment.write_bytes(segment.read_bytes()[:-10])
    assert await room.library.vectors.build()
    assert len(room.server.texts) == 4 and (await room.standing()).covered == 2


async def test_a_choice_leaves_a_job_and_every_run_the_next(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.schedule.begin()
    assert await jobs(room) == []
    await room.choose()
    assert len(await jobs(room)) == 1
    await vector_tasks(room.schedule)[BUILD_VECTORS].run({})
    assert (await room.standing()).covered == 2
    assert len(await jobs(room)) == 2
    await room.end()
    await vector_tasks(room.schedule)[BUILD_VECTORS].run({})
    assert not list((room.folder / "vectors").glob("*.vectors"))


async def test_the_choice_is_in_the_ledger(room: VectorRoom) -> None:
    await room.choose(dimensions=64)
    await room.end()
    table = metadata.tables["ledger_event"]
    async with room.database.read() as connection:
        rows = await connection.execute(table.select().where(table.c.kind.like("knowledge:vectors:%")))
        kinds = [row.kind for row in rows]
    assert kinds == ["knowledge:vectors:chosen", "knowledge:vectors:ended"]


@pytest.mark.parametrize("is_first_choice", [True, False])
async def test_of_two_who_choose_at_once_the_last_one_counts(room: VectorRoom, is_first_choice: bool) -> None:
    if not is_first_choice:
        await room.choose()
    begun = asyncio.Event()

    async def choose(dimensions: int, *, seconds: float) -> None:
        async with room.database.write() as connection:
            await room.choose_within(connection, dimensions=dimensions)
            begun.set()
            await asyncio.sleep(seconds)

    one = asyncio.create_task(choose(64, seconds=0.3))
    await begun.wait()
    await asyncio.gather(one, choose(32, seconds=0))
    async with room.database.read() as connection:
        plan = await store.read_plan(connection)
    assert plan is not None and plan.dimensions == 32
    assert [fact["dimensions"] for fact in await recorded(room)][-2:] == [64, 32]


async def test_another_server_of_the_same_build_stands_in(room: VectorRoom) -> None:
    second = MeaningServer()
    await second.start()
    await room.connect(second, title="二台目", public_name=MODEL)
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    room.server.status = 503
    assert await room.library.vectors.build()
    assert len(second.texts) == 2
    await second.stop()
