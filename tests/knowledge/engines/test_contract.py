"""What the search is promised by its engine, whichever it is."""

import asyncio
import signal
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from genkan.knowledge import Collection, IndexState, IndexUnavailable, Library, Reader, load_sample
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.index import OpenedIndex, Wanted, Weighted
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.search.narrowing import LawKind, Narrowing
from tests.knowledge.engines.conftest import Bench

APRIL_2020, APRIL_2023, APRIL_2027 = date(2020, 4, 1), date(2023, 4, 1), date(2027, 4, 1)

# What is asked, the regulation and the article that answer it.
QUESTIONS = (
    ("文書の保存期間はいつから数え始めますか", "例示省行政文書管理規程", "12"),
    ("出張から帰ったら、いつまでに精算しなければなりませんか", "例示省職員旅費支給規程", "13"),
    ("在宅勤務は週に何日までできますか", "例示省テレワーク実施要領", "6"),
    ("立替払ができるのはどのような場合か", "例示省会計事務取扱規程", "10"),
    ("再委託の承認を得る手続", "例示省契約事務取扱規程", "13"),
    ("一者応札になったときはどうするか", "例示省契約事務取扱規程", "8"),
    ("ハラスメントの相談員は誰が務めるか", "例示省ハラスメント防止等規程", "5"),
    ("外部記録媒体を利用するときの承認", "例示省情報セキュリティ対策規程", "9"),
    ("公印を紛失したときの届出", "例示省公印規程", "10"),
    ("個人情報が漏えいしたときの報告", "例示省保有個人情報管理規程", "11"),
    ("病気休暇は何日取れるか", "例示省職員勤務時間等規程", "11"),
    ("苦情を受けたときの対応", "例示省問合せ対応要領", "10"),
    ("研修の修了はどのように認定されるか", "例示省職員研修規程", "7"),
)


def rule(title: str, text: str = "宿泊費を定める。", *, effective: date | None = None, more: str = "") -> str:
    """A regulation whose first article has this text."""
    front = f"effective: {effective}\n" if effective else ""
    return f"---\ntitle: {title}\n{front}---\n#### 第一条（目的）\n\n{text}\n{more}"


def opened(library: Library) -> OpenedIndex:
    """The index that a machine searches."""
    return library._keeper.opened().index


async def sample(bench: Bench) -> tuple[Collection, ...]:
    """The sample loaded and built; what the ministry's people may read."""
    await load_sample(
        bench.database,
        library=bench.library,
        loader=bench.loader,
        ministry_id=bench.ministry.id,
        city_id=bench.city.id,
    )
    await bench.library.start()
    async with bench.database.read() as connection:
        reader = Reader("", organisation_id=bench.ministry.id)
        return await bench.library.readable_collections(connection, reader)


async def test_the_sample_is_searched(bench: Bench) -> None:
    """One test for all of it, for loading takes longer than searching."""
    shelves = await sample(bench)
    found: list[tuple[str, str, str]] = []
    for question, *_ in QUESTIONS:
        result = await bench.library.search(question, collections=shelves)
        best = result.hits[0]
        found.append((question, best.law_title, best.anchor.rpartition("/")[2]))
        assert result.is_confident, question
    assert found == list(QUESTIONS)

    foreign = await bench.library.search("宇宙船の打上げの安全審査とロケットの燃料", collections=shelves)
    assert not foreign.is_confident
    by_name = await bench.library.search("例示省会計事務取扱規程第10条", collections=shelves)
    assert [(hit.law_title, hit.label) for hit in by_name.hits] == [("例示省会計事務取扱規程", "第十条")]
    by_number = await bench.library.search("第10条", collections=shelves)
    assert {hit.label for hit in by_number.hits} == {"第十条"} and len(by_number.hits) == 10
    contents = await bench.library.search("例示省会計事務取扱規程", collections=shelves, limit=3)
    assert [hit.label for hit in contents.hits] == ["第一条", "第二条", "第三条"]


async def test_a_phrase_must_stand_as_it_is(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.load(
        shelf,
        a=rule("甲規程", "宿泊費の定額を支給する。"),
        b=rule("乙規程", "定額の宿泊費を支給する。"),
    )
    assert sorted(await bench.titles("宿泊費 定額", shelf)) == ["乙規程", "甲規程"]
    assert await bench.titles("「定額の宿泊費」", shelf) == ["乙規程"]


async def test_one_character_is_found_at_either_end_of_a_pair(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.load(
        shelf,
        a=rule("甲規程", "税を納める。"),
        b=rule("乙規程", "納税する。"),
        c=rule("丙規程", "宿泊する。"),
    )
    assert sorted(await bench.titles("税", shelf)) == ["乙規程", "甲規程"]


async def test_only_what_is_in_force_on_the_day_is_found(bench: Bench) -> None:
    shelf = await bench.shelf()
    for day, amount in ((APRIL_2023, "二万"), (APRIL_2020, "一万"), (APRIL_2027, "三万")):
        await bench.load(shelf, a=rule("甲規程", f"宿泊費は、{amount}円とする。", effective=day))
    for day, amounts in (
        (date(2019, 1, 1), []),
        (APRIL_2020, ["一万"]),
        (None, ["二万"]),
        (APRIL_2027, ["三万"]),
    ):
        for query in ("宿泊費の額", "甲規程第1条", "甲規程"):
            found = await bench.library.search(query, collections=[shelf], on=day)
            assert [hit.text[5:7] for hit in found.hits] == amounts, (day, query)
    every = await bench.library.search("宿泊費", collections=[shelf], every_version=True)
    assert sorted(hit.text[5:7] for hit in every.hits) == ["一万", "三万", "二万"]


async def test_what_may_not_be_read_is_neither_found_nor_counted(bench: Bench) -> None:
    own, other = await bench.shelf("規程集"), await bench.shelf("例規集", of=bench.city)
    await bench.load(own, a=rule("甲規程"))
    await bench.load(other, b=rule("乙規程", "宿泊費の宿泊費。"))
    for query in ("宿泊費", "乙規程第1条", "「宿泊費」", "第1条"):
        found = await bench.library.search(query, collections=[own])
        assert [hit.law_title for hit in found.hits] in (["甲規程"], []), query
        assert {facet.title for facet in found.facets} <= {"甲規程"}, query
    assert await bench.titles("宿泊費") == []
    assert sorted(await bench.titles("宿泊費", own, other)) == ["乙規程", "甲規程"]


async def test_a_search_is_narrowed_to_documents(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.load(shelf, a=rule("甲規程"), b=rule("乙要領"))
    narrowing = Narrowing(kinds=frozenset({LawKind.GUIDELINE}))
    found = await bench.library.search("宿泊費", collections=[shelf], narrowing=narrowing)
    assert [hit.law_title for hit in found.hits] == ["乙要領"]
    one = found.hits[0].document_id
    found = await bench.library.search("宿泊費", collections=[shelf], document_id=one)
    assert [hit.law_title for hit in found.hits] == ["乙要領"]
    assert found.hits[0].document_kind is DocumentKind.REGULATION


async def test_another_machine_sees_an_update_and_a_withdrawal(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.load(shelf, a=rule("甲規程"), b=rule("乙規程"))
    other = bench.machine()
    assert sorted(await bench.titles("宿泊費", shelf, library=other)) == ["乙規程", "甲規程"]
    await bench.load(shelf, b=rule("乙規程", "旅費を定める。"))
    assert await bench.titles("宿泊費", shelf, library=other) == ["甲規程"]
    assert await bench.titles("旅費", shelf, library=other) == ["乙規程"]
    async with bench.database.write() as connection:
        (_, second) = await bench.library.documents(connection, collections=[shelf])
        await bench.loader.withdraw(connection, second, actor="command_line")
    await bench.library.build_index()
    left = await bench.titles("費", shelf, library=other)
    assert left == ["乙規程" if second.title == "甲規程" else "甲規程"]


async def test_counts_stay_right_over_many_updates(bench: Bench) -> None:
    shelf = await bench.shelf()
    for number in range(1, 6):
        await bench.load(shelf, a=rule("甲規程", f"宿泊費を第{number}とする。"), b=rule("乙規程"))
    fresh = bench.machine()
    assert sorted(await bench.titles("宿泊費", shelf, library=fresh)) == ["乙規程", "甲規程"]
    index = opened(fresh)
    assert (index.manifest.articles, index.manifest.passages, len(index.documents)) == (2, 2, 2)
    first = Wanted(terms=(Weighted("pairs", "宿泊", 1.0),), collections=frozenset({shelf.id}))
    assert len(index.best_passages(first, limit=10)) == 2
    assert len({index.document_of(each.ordinal).id for each in index.best_passages(first, limit=10)}) == 2


async def test_articles_are_looked_up(bench: Bench) -> None:
    shelf = await bench.shelf()
    many = "".join(f"\n#### 第{number}条\n\n宿泊費の{number}。\n" for number in range(2, 8))
    await bench.load(
        shelf,
        a=rule("甲規程", more=many + "\n## 附則\n\nこの規程は、公布の日から施行する。\n"),
        b=rule("乙規程"),
    )
    index = opened(bench.library)
    first, second = sorted(index.documents.values(), key=lambda document: document.title, reverse=True)
    assert [record.anchor for record in index.contents(first.id, limit=3)] == ["1", "2", "3"]
    contents = index.contents(first.id, limit=1_000)
    assert len(contents) == first.articles and [each.ordinal for each in contents] == list(
        range(first.first, first.first + first.articles)
    )
    found = index.article(document_id=first.id, anchor="4")
    assert found is not None and found.text == "宿泊費の4。"
    assert index.articles([found.ordinal, first.first, 10_000]) == [found, contents[0]]
    assert index.articles([]) == []
    assert index.article(document_id=second.id, anchor="4") is None
    placed = index.placed([first.id, second.id, "nobody"], anchor="1", limit=10)
    assert [record.document_id for record in placed] == [first.id, second.id]
    assert len(index.placed([first.id, second.id], anchor="1", limit=1)) == 1
    assert [text.anchor for text in index.texts(document_id=first.id, number="4")] == ["4"]
    supplement = contents[-1].anchor
    assert supplement.startswith("s")
    assert contents[-1] in index.texts(document_id=first.id, number=supplement.replace("s2", "s1"))
    assert index.texts(document_id=first.id, number="40") == []


async def test_holders_are_counted(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.load(shelf, a=rule("甲規程"), b=rule("乙規程", "日当を定める。"))
    terms = [
        Weighted("pairs", "宿泊", 1.0),
        Weighted("words", "定める", 0.5, "定める"),
        Weighted("pairs", "無し", 1.0),
    ]
    assert opened(bench.library).holders(terms) == [1, 2, 0]
    assert opened(bench.library).holders([]) == []


async def test_nothing_wanted_finds_nothing(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.load(shelf, a=rule("甲規程"))
    assert opened(bench.library).best_passages(Wanted(collections=frozenset({shelf.id})), limit=10) == []


async def test_there_is_no_index_before_the_first_build(bench: Bench) -> None:
    shelf = await bench.shelf()
    with pytest.raises(IndexUnavailable) as refused:
        await bench.titles("宿泊費", shelf)
    assert refused.value.status == 503
    async with bench.database.read() as connection:
        assert await bench.library.index_state(connection) is IndexState.MISSING


async def test_machines_that_build_at_once_build_once(bench: Bench) -> None:
    shelf = await bench.shelf()
    await bench.put(shelf, a=rule("甲規程"))
    machines = [bench.library, *(bench.machine() for _ in range(2))]
    built = await asyncio.gather(*(machine.build_index() for machine in machines))
    assert sorted(built) == [False, False, True]
    for machine in machines:
        assert await bench.titles("宿泊費", shelf, library=machine) == ["甲規程"]


async def test_a_builder_does_not_wait_for_ever(bench: Bench) -> None:
    engine = bench.library._keeper.engine
    async with engine.alone(patience=0.0):
        with pytest.raises(IndexBusy):
            async with bench.machine()._keeper.engine.alone(patience=0.2):
                pass
    async with bench.machine()._keeper.engine.alone(patience=0.0):
        pass


BUILDER = """
import asyncio, sys, time
from pathlib import Path
from genkan.kit import system_clock
from genkan.knowledge import Cluster, Library
from genkan.knowledge.index.folder import FolderBuild
from genkan.knowledge.opensearch.builder import OpenSearchBuild
from genkan.storage import Database

url, folder, stage, address, user, password = sys.argv[1:]

def hang(*_given, **_named):
    print("here", flush=True)
    time.sleep(600)

if stage == "finished":
    FolderBuild.put_in_force = OpenSearchBuild.put_in_force = hang
cluster = Cluster(address, user, password) if address else None
library = Library(Database(url), system_clock, Path(folder), cluster=cluster)
asyncio.run(library.build_index(progress=hang if stage == "documents" else None))
"""


@pytest.mark.parametrize(("stage", "is_first"), [("documents", True), ("finished", False)])
async def test_a_killed_build_is_never_seen(
    bench: Bench, sqlite_url: str, stage: str, is_first: bool
) -> None:
    shelf = await bench.shelf()
    if not is_first:
        await bench.load(shelf, a=rule("甲規程"), c=rule("丙規程"))
    await bench.put(shelf, a=rule("甲規程", "旅費を定める。"), b=rule("乙規程"))
    place = bench.cluster
    given = (place.address, place.user, place.password) if place else ("", "", "")
    command = (sys.executable, "-c", BUILDER, sqlite_url, str(bench.folder), stage, *given)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"here\n"
    process.send_signal(signal.SIGKILL)
    await process.wait()

    fresh = bench.machine()
    if is_first:
        with pytest.raises(IndexUnavailable):
            await bench.titles("宿泊費", shelf, library=fresh)
    else:
        assert sorted(await bench.titles("宿泊費", shelf, library=fresh)) == ["丙規程", "甲規程"]
    # The builder's right ends with it, on a cluster after two minutes.
    bench.clock.moment = max(bench.clock.moment, datetime.now(UTC) + timedelta(minutes=3))
    await fresh.build_index()
    assert await bench.titles("旅費", shelf, library=fresh) == ["甲規程"]
    assert sorted(await bench.titles("宿泊費", shelf, library=fresh)) == (
        ["乙規程"] if is_first else ["丙規程", "乙規程"]
    )
