"""Two questions at random, at most once a week, of who agrees to take part."""

import json
from datetime import date, timedelta

import pytest

from genkan.trial.errors import TrialProblem
from genkan.trial.protocol.document import Exclusions
from genkan.trial.protocol.store import add_vendors_staff
from genkan.trial.pulse import PulseAnswer, is_asked, read_answer
from tests.trial.agreed_trial import SEED, open_trial
from tests.trial.conftest import TrialRoom

MONDAY = date(2026, 11, 2)


def test_a_person_is_asked_at_most_once_a_week_and_with_the_chance_of_the_protocol() -> None:
    people = [f"person-{number}" for number in range(300)]
    days = [MONDAY + timedelta(days=number) for number in range(70)]
    asked = {
        (person, day) for person in people for day in days if is_asked(person, day, seed=SEED, share=0.05)
    }
    by_week = [(person, (day - MONDAY).days // 7) for person, day in asked]
    assert len(by_week) == len(set(by_week))
    # Of 3,000 weeks, the share with at least one of seven draws: 1 − 0.95⁷ = 30 %.
    assert 0.26 < len(asked) / (len(people) * 10) < 0.34
    assert all(is_asked(person, day, seed=SEED, share=0.05) for person, day in asked)
    assert [day for day in days[:14] if is_asked("anyone", day, seed=SEED, share=1.0)] == [days[0], days[7]]
    assert not any(is_asked("anyone", day, seed=SEED, share=0.0) for day in days)


@pytest.mark.parametrize(
    ("minutes", "better", "answer"),
    [
        ("３０", "4", PulseAnswer(30, 4)),
        ("−15", "", PulseAnswer(-15, None)),  # more time, not less
        ("0", "9", PulseAnswer(0, None)),  # a forged grade is none
        (" ", "1", PulseAnswer(None, 1)),
        ("1,200", "", PulseAnswer(1200, None)),
        ("", "", None),
        ("三十分", "3", None),
        ("2401", "3", None),
    ],
)
def test_what_may_be_answered(minutes: str, better: str, answer: PulseAnswer | None) -> None:
    if answer is None:
        with pytest.raises(TrialProblem):
            read_answer(minutes, better=better)
    else:
        assert read_answer(minutes, better=better) == answer


async def test_a_survey_is_answered_once(room: TrialRoom) -> None:
    rules = Exclusions(without_vendors_staff=True)
    trial = await open_trial(room, *await room.connect_extracts(), exclusions=rules)
    person, other = await room.person("試験花子"), await room.person("試験次郎")
    browser, apart = await room.browser(person), await room.browser(other)
    assert "お尋ねすることはありません" in (await browser.get("/pulse")).text
    await trial.agree(person)
    assert "何分くらい" in (await browser.get("/pulse")).text

    wrong = await browser.post("/pulse", data={"minutes": "たくさん", "better": "5"})
    assert wrong.status_code == 422
    assert 'value="たくさん"' in wrong.text
    assert (await apart.post("/pulse", data={"minutes": "5"})).status_code == 409
    answered = await browser.post("/pulse", data={"minutes": "-20", "better": "2"})
    assert answered.headers["location"] == "/pulse?done=answered"
    assert (await browser.post("/pulse", data={"minutes": "-20", "better": "2"})).status_code == 409
    [event] = await room.events("trial:pulse:answered")
    assert (event["actor"], event["object_id"]) == (person.id, trial.id)
    assert json.loads(event["details"]) == {"trial": trial.id, "minutes": -20, "better": 2}

    # The next week asks again, but not who was found to be of a vendor; who puts it away is asked no more that day.
    room.clock.advance(days=7)
    await trial.agree(other)
    assert "何分くらい" in (await apart.get("/pulse")).text
    async with room.database.write() as connection:
        await add_vendors_staff(connection, trial.id, [other.sign_in_name])
    assert (await apart.post("/pulse", data={"minutes": "5"})).status_code == 409
    for status in (303, 409):
        assert (await apart.post("/trial/consent", data={"says": "no"})).status_code == status
    assert "何分くらい" in (await browser.get("/pulse")).text
    assert (await browser.post("/pulse/dismiss")).headers["location"] == "/"
    assert "お尋ねすることはありません" in (await browser.get("/pulse")).text
    assert len(await room.events("trial:pulse:answered")) == 1
