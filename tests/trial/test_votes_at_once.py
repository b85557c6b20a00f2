"""Votes that arrive together are written together, and each gets its own outcome: nothing lost, nothing counted twice."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import httpx2
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.governance import Person
from genkan.storage import Database, DatabaseFull, metadata
from genkan.trial.comparison import Comparer
from genkan.trial.errors import TrialProblem
from genkan.trial.forgetting.store import blank_comparisons
from genkan.trial.protocol import TrialState
from genkan.trial.question import Question
from genkan.trial.statistics import Choice
from genkan.trial.voting import Ballot, Opinion, Voting

from .conftest import QUESTION, TrialRoom
from .trials_in_progress import belongs_to, open_trial, set_state


async def comparisons(room: TrialRoom, number: int) -> tuple[Person, list[str]]:
    """A person and so many own comparisons, all of whose answers are shown in full."""
    await room.connect_extracts()
    person = await room.person("試験花子")
    comparer = Comparer(gateway=room.gateway, ledger=room.ledger, clock=room.clock)
    made = list[str]()
    for already in range(number):
        async with room.database.write() as connection:
            question = Question(QUESTION, InformationClass.ONE)
            made.append(await comparer.start(connection, question, person=person))
        await room.until_ended(2 * already + 2)
    room.see_all()
    return person, made


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many ballots were in each transaction that wrote votes, in their order."""
    counted, vote_all = list[int](), Voting.vote_all

    async def counting(
        voting: Voting, connection: AsyncConnection, ballots: Sequence[Ballot]
    ) -> list[bool | TrialProblem]:
        counted.append(len(ballots))
        return await vote_all(voting, connection, ballots)

    monkeypatch.setattr(Voting, "vote_all", counting)
    return counted


async def begin_again(room: TrialRoom, comparison_id: str) -> None:
    """Let one answer of a comparison be written still."""
    sides = [row for row in await room.rows("comparison_side") if row["comparison_id"] == comparison_id]
    answer = metadata.tables["answer"]
    async with room.database.write() as connection:
        await connection.execute(
            update(answer).where(answer.c.id == sides[0]["answer_id"]).values(state="writing", ended_at=None)
        )


async def test_each_of_many_votes_at_once_gets_its_own_outcome(room: TrialRoom, groups: list[int]) -> None:
    """Through the pages: good ones, a double click, a second tab, forged and early and late ones, and changes."""
    person, made = await comparisons(room, 7)
    own, stranger = await room.browser(person), await room.browser(await room.person("試験太郎"))
    plain, clicked, forged, revealed, early, closed, changed = made
    trial_id = await open_trial(room, [])
    await belongs_to(room, closed, trial_id)
    await set_state(room, trial_id, TrialState.CLOSED)
    await begin_again(room, early)
    for one in (revealed, changed):
        assert (await vote(own, one, choice="a")).status_code == 303
    assert (await own.post(f"/compare/{revealed}/reveal")).status_code == 303
    groups.clear()

    sent = (
        (own, plain, {"choice": "a"}, 303),
        (stranger, forged, {"choice": "a"}, 404),
        (own, forged, {"choice": "both_good", "side": "a", "arm": "arm-1", "revision": "7"}, 303),
        (own, "no-such-comparison", {"choice": "a"}, 404),
        (own, revealed, {"choice": "b", "seen": "1"}, 409),
        (own, early, {"choice": "a"}, 409),
        (own, closed, {"choice": "a"}, 409),
        (own, changed, {"choice": "b", "seen": "1"}, 303),
        (own, changed, {"choice": "both_good", "seen": "0"}, 409),
        (own, plain, {"choice": "arm-1"}, 422),
    )
    tabs = ({"choice": "b"}, {"choice": "b"}, {"choice": "both_bad"})
    in_tabs = asyncio.gather(*(vote(own, clicked, comment="別の画面", **form) for form in tabs))
    told = await asyncio.gather(*(vote(browser, one, **form) for browser, one, form, _ in sent))
    assert [one.status_code for one in told] == [expected for *_, expected in sent]
    assert sum(groups) > len(groups), "some were written together"
    first, twice, other = await in_tabs
    assert first.status_code == twice.status_code
    assert {first.status_code, other.status_code} == {303, 409}, (
        "the quicker tab is written, the other is told"
    )
    assert "別の画面" in (first if first.status_code == 409 else other).text
    thanked = "b" if first.status_code == 303 else "both_bad"

    stands = {row["comparison_id"]: (row["choice"], row["revision"]) for row in await room.rows("vote")}
    assert stands == {
        plain: ("a", 1),
        clicked: (thanked, 1),
        forged: ("both_good", 1),
        revealed: ("a", 1),
        changed: ("b", 2),
    }
    voted = [event["object_id"] for event in await room.events("trial:comparison:voted")]
    assert sorted(voted) == sorted([plain, clicked, forged, revealed, changed, changed])
    await room.ledger.seal()
    async with room.database.read() as connection:
        proof = await room.ledger.verify(connection)
    assert (proof.ok, proof.waiting, proof.adopted) == (True, 0, 0)


async def vote(browser: httpx2.AsyncClient, comparison_id: str, **form: str) -> httpx2.Response:
    """Send the form of a vote, as from a page that showed none unless ``seen`` says so."""
    return await browser.post(f"/compare/{comparison_id}/vote", data={"seen": "0", **form})


async def test_a_commit_that_fails_is_told_to_everybody(
    room: TrialRoom, groups: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is thanked for what is not written; the same forms, sent again, are written once."""
    person, made = await comparisons(room, 4)
    browser, write = await room.browser(person), Database.write

    @asynccontextmanager
    async def failing(database: Database) -> AsyncGenerator[AsyncConnection]:
        async with write(database) as connection:
            yield connection
            raise DatabaseFull

    with monkeypatch.context() as fault:
        fault.setattr(Database, "write", failing)
        told = await asyncio.gather(*cast_all(room, person, made), return_exceptions=True)
        page = await vote(browser, made[0], choice="a", comment="意見")
    assert [type(one) for one in told] == [DatabaseFull] * 4
    assert page.status_code == 507
    assert groups == [4, 1, 1, 1, 1, 1], "together, then each alone"
    assert (await room.rows("vote"), await room.events("trial:comparison:voted")) == ([], [])
    assert await asyncio.gather(*cast_all(room, person, made)) == [True] * 4
    assert await asyncio.gather(*cast_all(room, person, made)) == [False] * 4
    assert len(await room.events("trial:comparison:voted")) == 4


def cast_all(room: TrialRoom, person: Person, made: Sequence[str]) -> list["asyncio.Task[bool]"]:
    """Hand in a vote on each at the same moment."""
    ballots = [Ballot(comparison_id=one, person_id=person.id, opinion=Opinion(Choice.A)) for one in made]
    return [asyncio.create_task(room.ballot_box.cast(ballot)) for ballot in ballots]


async def test_one_that_breaks_the_transaction_fails_alone_and_who_leaves_is_counted(
    room: TrialRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody foresaw hits its own vote only; a person who left, and a stop, lose nothing."""
    person, made = await comparisons(room, 4)
    broken, vote_all = made[1], Voting.vote_all

    async def breaking(
        voting: Voting, connection: AsyncConnection, ballots: Sequence[Ballot]
    ) -> list[bool | TrialProblem]:
        outcomes = await vote_all(voting, connection, ballots)
        if broken in {ballot.comparison_id for ballot in ballots}:
            raise ValueError(broken)
        return outcomes

    monkeypatch.setattr(Voting, "vote_all", breaking)
    casts = cast_all(room, person, made)
    await asyncio.sleep(0)
    casts[2].cancel()
    await room.ballot_box.stop()
    told = await asyncio.gather(*casts, return_exceptions=True)
    assert [type(one) for one in told] == [bool, ValueError, asyncio.CancelledError, bool]
    kept = {row["comparison_id"] for row in await room.rows("vote")}
    assert kept == {made[0], made[2], made[3]}
    assert {event["object_id"] for event in await room.events("trial:comparison:voted")} == kept


async def test_a_vote_brings_nobody_back_who_is_forgotten_meanwhile(room: TrialRoom) -> None:
    person, (one,) = await comparisons(room, 1)
    own = await room.browser(person)
    async with room.database.write() as connection:
        await blank_comparisons(connection, [one])
        late = asyncio.create_task(vote(own, one, choice="a", comment="例示太郎より"))
        await asyncio.sleep(0.3)
    assert (await late).status_code == 404
    assert await room.rows("vote") == []
