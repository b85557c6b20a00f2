"""One person votes once on a comparison and may change the vote; whatever happens, nothing is lost or counted twice."""

import asyncio
from dataclasses import replace

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import Deployment, InformationClass, list_deployments
from genkan.governance import find_person
from genkan.storage import Database
from genkan.trial import read_report
from genkan.trial.comparison import Comparer
from genkan.trial.errors import VoteOvertaken, VotingClosed
from genkan.trial.protocol import TrialState
from genkan.trial.protocol.conduct import Conduct
from genkan.trial.question import Question
from genkan.trial.statistics import Choice
from genkan.trial.store import find_comparison, find_vote, revisions_of
from genkan.trial.voting import Ballot, BallotBox, Opinion, Voting, read_opinion

from .conftest import QUESTION, TrialRoom
from .running import agree, arm_of, run_trial
from .trials_in_progress import belongs_to, open_trial, set_state


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


async def voter(room: TrialRoom) -> tuple[httpx2.AsyncClient, str]:
    """A browser of the person, and the address of the comparison, both of whose answers are shown in full."""
    comparison_id, person_id = await ended_comparison(room)
    async with room.database.read() as connection:
        person = await find_person(connection, person_id=person_id)
    assert person is not None
    room.see_all()
    return await room.browser(person), f"/compare/{comparison_id}"


async def vote(room: TrialRoom, comparison_id: str, *, person_id: str, choice: Choice, seen: int = 0) -> bool:
    """Hand in a vote, as from a form that showed no vote unless ``seen`` says so."""
    ballot = Ballot(comparison_id=comparison_id, person_id=person_id, opinion=Opinion(choice), seen=seen)
    return await room.ballot_box.cast(ballot)


async def listed_deployments(room: TrialRoom) -> tuple[Deployment, ...]:
    """What is connected."""
    async with room.database.read() as connection:
        return tuple(await list_deployments(connection))


def soup(response: httpx2.Response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


async def test_votes_at_the_same_time_through_two_servers(room: TrialRoom) -> None:
    """Two tabs, a double click and two processes: of ten votes one is written, those that say otherwise are told."""
    comparison_id, person_id = await ended_comparison(room)
    other = Database(room.database.url)
    box = BallotBox(database=other, ledger=room.ledger, gateway=room.gateway, clock=room.clock)
    rooms, choices = (
        [room, replace(room, ballot_box=box)] * 5,
        [Choice.A, Choice.A, Choice.B, Choice.B, Choice.A] * 2,
    )
    results = await asyncio.gather(
        *(
            vote(one, comparison_id, person_id=person_id, choice=choice)
            for one, choice in zip(rooms, choices, strict=True)
        ),
        return_exceptions=True,
    )
    await other.close()
    assert results.count(True) == 1
    async with room.database.read() as connection:
        kept = await find_vote(connection, comparison_id)
    assert kept is not None
    written = choices[results.index(True)]
    assert (kept.choice, kept.revision) == (written, 1)
    for choice, result in zip(choices, results, strict=True):
        assert isinstance(result, bool) is (choice is written)
        assert isinstance(result, bool | VoteOvertaken)
    assert len(await room.events("trial:comparison:voted")) == 1


async def test_a_vote_is_changed_until_the_reveal(room: TrialRoom) -> None:
    """Every revision stays and the highest counts, whatever a clock says; old forms and second tabs lose nothing."""
    browser, address = await voter(room)
    vote_at, comment = f"{address}/vote", "根拠が明確でした。"
    first = {"choice": "a", "reasons": ["correct"], "comment": comment, "seen": "0"}
    assert (await browser.post(vote_at, data=first)).status_code == 303
    form = soup(await browser.get(address)).select_one("#vote form[action$='/vote']")
    assert form.select_one("input[name=seen]")["value"] == "1"
    assert form.select_one("input[name=choice][checked]")["value"] == "a"
    assert form.select_one("textarea").text.strip() == comment

    room.clock.advance(hours=-2)  # the clock is set back
    forged = {"choice": "b", "comment": comment, "seen": "1", "side": "a", "arm": "arm-1", "revision": "9"}
    assert (await browser.post(vote_at, data=forged)).status_code == 303
    page = soup(await browser.get(address))
    assert "1回（変更前の評価も記録に残ります）" in page.text

    replayed = await browser.post(vote_at, data=first)  # from the other tab, or after 「戻る」
    assert replayed.status_code == 409
    shown = soup(replayed)
    assert "別の画面で、この比較の評価が既に送信されています。" in shown.text
    assert "回答Bの方がよい" in shown.select_one("#vote dl").text
    form = shown.select_one("#vote form[action$='/vote']")
    assert form.select_one("input[name=choice][checked]")["value"] == "a"
    assert [box["value"] for box in form.select("input[name=reasons][checked]")] == ["correct"]
    again = {**forged, "seen": "77"}
    assert (await browser.post(vote_at, data=again)).status_code == 303  # says what stands: the same thanks

    async with room.database.read() as connection:
        kept = await revisions_of(connection, address.rpartition("/")[2])
        report = await read_report(connection)
    assert [(one.revision, one.choice, one.comment) for one in kept] == [
        (1, Choice.A, comment),
        (2, Choice.B, comment),
    ]
    assert [
        event["details"].count('"revision":2') for event in await room.events("trial:comparison:voted")
    ].count(1) == 1
    assert (report.votes, dict(report.exclusions)) == (1, {})
    [assigned] = await room.events("trial:comparison:assigned")
    assert [one.tally.wins for one in report.win_rates if one.arm.split("/")[0] in assigned["details"].partition('"b":')[2]]  # fmt: skip

    assert (await browser.post(f"{address}/reveal")).status_code == 303
    late = await browser.post(vote_at, data={"choice": "both_bad", "seen": "2"})
    assert late.status_code == 409
    assert "評価を送信したり変更したりすることはできません。" in late.text
    assert not soup(await browser.get(address)).select("form[action$='/vote'], form[action$='/guess']")


async def test_in_a_trial_the_vote_changes_until_it_closes_and_the_arms_are_told_after(
    room: TrialRoom,
) -> None:
    browser, address = await voter(room)
    deployments = [row["title"] for row in await room.rows("deployment")]
    trial_id = await open_trial(room, [])
    await belongs_to(room, address.rpartition("/")[2], trial_id)
    assert (await browser.post(f"{address}/vote", data={"choice": "a"})).status_code == 303
    refused = await browser.post(f"{address}/reveal")
    assert refused.status_code == 409
    page = await browser.get(address)
    assert "モデルの名称は、試行が終了した後に表示できます。" in page.text
    assert not soup(page).select("form[action$='/reveal']")
    assert not [title for title in deployments if title in page.text + refused.text]
    change = {"choice": "b", "seen": "1"}
    assert (await browser.post(f"{address}/vote", data=change)).status_code == 303

    await set_state(room, trial_id, TrialState.ENDED)
    assert (await browser.post(f"{address}/vote", data={"choice": "a", "seen": "2"})).status_code == 303
    assert (await browser.post(f"{address}/reveal")).status_code == 409
    assert not [title for title in deployments if title in (await browser.get(address)).text]
    await set_state(room, trial_id, TrialState.CLOSED)
    closed = await browser.post(f"{address}/vote", data={"choice": "b", "seen": "3"})
    assert closed.status_code == 409
    assert "試行が終了したため" in closed.text
    assert (await browser.post(f"{address}/reveal")).status_code == 303
    told = (await browser.get(address)).text
    assert all(title in told for title in deployments)


async def test_votes_and_assignments_wait_for_a_trial_that_is_closing(room: TrialRoom) -> None:
    """What comes while the closing is not committed waits for it, and is then not written in the trial."""
    comparison_id, person_id = await ended_comparison(room)
    room.see_all()
    deployments = [arm_of(one, one.title) for one in await listed_deployments(room)]
    days = {"opens_on": "2026-10-01", "closes_on": "2026-11-01"}
    trial_id = await run_trial(
        room.database, room.ledger, room.clock, organisation_id=room.organisation.id, arms=deployments, **days
    )
    await belongs_to(room, comparison_id, trial_id)
    async with room.database.read() as connection:
        person = await find_person(connection, person_id=person_id)
    assert person is not None
    await agree(room.database, room.clock, trial_id, person)
    conduct = Conduct(room.ledger, room.clock)

    async def compare() -> str:
        comparer = Comparer(gateway=room.gateway, ledger=room.ledger, clock=room.clock)
        async with room.database.write() as connection:
            return await comparer.start(connection, Question(QUESTION, InformationClass.ONE), person=person)

    async with room.database.write() as connection:
        await conduct.keep(connection, trial_id)
        late = asyncio.gather(
            vote(room, comparison_id, person_id=person_id, choice=Choice.A), compare(), return_exceptions=True
        )
        await asyncio.sleep(0.3)
        assert not late.done()
    voted, compared = await late
    assert isinstance(voted, VotingClosed)
    assert await room.rows("vote") == []
    assert [row["comparison_id"] for row in await room.rows("trial_allotted")] == []
    assert compared in {row["id"] for row in await room.rows("comparison")}


async def test_a_trial_that_is_not_found_tells_nothing(room: TrialRoom) -> None:
    browser, address = await voter(room)
    await belongs_to(room, address.rpartition("/")[2], "no-such-trial")
    await browser.post(f"{address}/vote", data={"choice": "a"})
    assert (await browser.post(f"{address}/reveal")).status_code == 409


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
    browser, address = await voter(room)
    answers = await asyncio.gather(*(browser.post(f"{address}/vote", data={"choice": "a"}) for _ in range(4)))
    assert {(one.status_code, one.headers["location"]) for one in answers} == {(303, f"{address}#vote")}
    assert len(await room.rows("vote")) == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("named", (False, 1)), ("unknown", (False, 1)), ("skipped", (True, 0))],
)
async def test_the_question_after_the_vote_is_asked_once(
    room: TrialRoom, answer: str, expected: tuple[bool, int]
) -> None:
    browser, address = await voter(room)
    guess_at = f"{address}/guess"
    assert (await browser.post(guess_at, data={"skip": "yes"})).status_code == 409
    assert "どのモデルだと思いましたか" not in (await browser.get(address)).text
    await browser.post(f"{address}/vote", data={"choice": "a"})
    form = soup(await browser.get(address)).select_one("form#guess")
    choices = [[one["value"] for one in box.select("option")] for box in form.select("select")]
    titles = [one.text for one in form.select_one("select").select("option")]
    assert choices[0] == choices[1]
    assert titles == ["分からない", *sorted(row["title"] for row in await room.rows("deployment"))]
    forged = await browser.post(guess_at, data={"a": "somebody", "b": ""})
    assert forged.status_code == 422

    named = {"a": choices[0][1], "b": ""} if answer == "named" else {"a": "", "b": ""}
    sent = {"skip": "yes"} if answer == "skipped" else named
    for data in (sent, sent, {"a": choices[0][2], "b": choices[0][1]}):
        assert (await browser.post(guess_at, data=data)).status_code == 303
    [row] = await room.rows("guess")
    events = await room.events("trial:comparison:guessed")
    assert (row["skipped"], len(events)) == expected
    assert row["a"] == sent.get("a", "")
    assert not soup(await browser.get(address)).select("form#guess")
    other = await room.browser(await room.person("試験太郎"))
    assert (await other.post(guess_at, data=sent)).status_code == 404


async def test_the_question_comes_before_the_reveal(room: TrialRoom) -> None:
    browser, address = await voter(room)
    await browser.post(f"{address}/vote", data={"choice": "a"})
    await browser.post(f"{address}/reveal")
    assert (await browser.post(f"{address}/guess", data={})).status_code == 409
    assert await room.rows("guess") == []


def test_reasons_are_kept_in_their_order() -> None:
    opinion = read_opinion("a", reasons=["length", "correct", "length"], comment=" 意見\r\n ")
    assert [reason.value for reason in opinion.reasons] == ["correct", "length"]
    assert opinion.comment == "意見"
