"""One person votes once on a comparison, whatever happens at the same time."""

import asyncio
from dataclasses import replace

from genkan.catalogue import InformationClass
from genkan.governance import find_person
from genkan.storage import Database
from genkan.trial.comparison import Comparer
from genkan.trial.question import Question
from genkan.trial.statistics import Choice
from genkan.trial.store import find_comparison, find_vote
from genkan.trial.voting import Opinion, Voting, read_opinion

from .conftest import QUESTION, TrialRoom


async def ended_comparison(room: TrialRoom) -> tuple[str, str]:
    """The ids of a comparison whose answers have ended, and of the person who made it."""
    await room.connect_extracts()
    person = await room.person("試験花子")
    comparer = Comparer(gateway=room.gateway, ledger=room.ledger, clock=room.clock)
    async with room.database.write() as connection:
        comparison_id = await comparer.start(
            connection, Question(QUESTION, InformationClass.ONE), person=person
        )
    await room.until_ended()
    return comparison_id, person.id


async def vote(room: TrialRoom, comparison_id: str, *, person_id: str, choice: Choice) -> bool:
    """Vote in a transaction of its own."""
    voting = Voting(gateway=room.gateway, ledger=room.ledger, clock=room.clock)
    async with room.database.write() as connection:
        comparison = await find_comparison(connection, comparison_id, person_id=person_id)
        return await voting.vote(connection, comparison, Opinion(choice))


async def test_votes_at_the_same_time(room: TrialRoom) -> None:
    """Two tabs and a double click: ten votes at once, one is written, its event too."""
    comparison_id, person_id = await ended_comparison(room)
    choices = [Choice.A, Choice.B] * 5
    written = await asyncio.gather(
        *(vote(room, comparison_id, person_id=person_id, choice=choice) for choice in choices)
    )
    assert sum(written) == 1
    assert len(await room.rows("vote")) == 1
    assert len(await room.events("trial:comparison:voted")) == 1
    async with room.database.read() as connection:
        kept = await find_vote(connection, comparison_id)
    assert kept is not None
    assert kept.choice is choices[written.index(True)]


async def test_votes_through_two_servers(room: TrialRoom) -> None:
    """Two processes on one database: each with its own connections and its own turn to write."""
    comparison_id, person_id = await ended_comparison(room)
    other = Database(room.database.url)
    rooms = [room, replace(room, database=other)]
    written = await asyncio.gather(
        *(vote(one, comparison_id, person_id=person_id, choice=Choice.A) for one in rooms * 5)
    )
    await other.close()
    assert sum(written) == 1
    assert len(await room.rows("vote")) == 1


async def test_reveals_at_the_same_time(room: TrialRoom) -> None:
    comparison_id, person_id = await ended_comparison(room)
    await vote(room, comparison_id, person_id=person_id, choice=Choice.BOTH_GOOD)
    voting = Voting(gateway=room.gateway, ledger=room.ledger, clock=room.clock)

    async def reveal() -> bool:
        async with room.database.write() as connection:
            comparison = await find_comparison(connection, comparison_id, person_id=person_id)
            return await voting.reveal(connection, comparison)

    assert sum(await asyncio.gather(*(reveal() for _ in range(6)))) == 1
    assert len(await room.events("trial:comparison:revealed")) == 1


async def test_double_clicks_get_the_same_thanks(room: TrialRoom) -> None:
    comparison_id, person_id = await ended_comparison(room)
    async with room.database.read() as connection:
        person = await find_person(connection, person_id=person_id)
    assert person is not None
    browser = await room.browser(person)
    answers = await asyncio.gather(
        *(browser.post(f"/compare/{comparison_id}/vote", data={"choice": "a"}) for _ in range(4))
    )
    assert {(one.status_code, one.headers["location"]) for one in answers} == {
        (303, f"/compare/{comparison_id}#vote")
    }
    assert len(await room.rows("vote")) == 1


def test_reasons_are_kept_in_their_order() -> None:
    opinion = read_opinion("a", reasons=["length", "correct", "length"], comment=" 意見\r\n ")
    assert [reason.value for reason in opinion.reasons] == ["correct", "length"]
    assert opinion.comment == "意見"
