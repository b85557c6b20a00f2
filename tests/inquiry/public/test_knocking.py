"""How often one may try: by line, by site, at a form as a whole, and what a try costs."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from genkan.inquiry.public import LookUpRefused, TooOften
from genkan.inquiry.public.errors import FormBusy
from genkan.inquiry.public.knocking import Bound, Knock, Knocking
from genkan.inquiry.public.looking_up import Asked
from genkan.inquiry.public.store.forms import form_of
from tests.inquiry.public.conftest import FORM, Street
from tests.workspace.conftest import LIMIT

HOUR = timedelta(hours=1)
BOUNDS = {Knock.LETTER: Bound(2, HOUR), Knock.LETTER_SITE: Bound(4, HOUR), Knock.FORM: Bound(6, HOUR)}


@pytest.fixture
def knocking(street: Street) -> Knocking:
    public = street.desk.workspace.parts.inquiries.public
    return replace(public.looking_up.knocking, bounds=BOUNDS)


async def how_many(knocking: Knocking, place: str) -> int:
    """How many letters of twenty one place may send."""
    taken = 0
    for _ in range(20):
        try:
            await knocking.count(letter=place, form="a form")
        except TooOften:
            return taken
        taken += 1
    return taken


async def test_a_line_a_site_and_a_form_have_their_bounds(street: Street, knocking: Knocking) -> None:
    lines = ("2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:2::1", "2001:db8:1:3::1", "2001:db8:2:1::1")
    assert [await how_many(knocking, line) for line in lines] == [2, 0, 2, 0, 2]
    assert await how_many(knocking, "198.51.100.7") == 0
    with pytest.raises(FormBusy):
        await knocking.count(letter="198.51.100.8", form="a form")
    await knocking.count(letter="198.51.100.8", form="another form")
    street.desk.workspace.clock.advance(minutes=61)
    assert await how_many(knocking, "::ffff:198.51.100.7") == 2
    assert await how_many(knocking, "198.51.100.7") == 0


async def test_tries_at_once_are_all_counted(knocking: Knocking) -> None:
    """Whatever process they come to: none is judged before those of its name are written."""
    tries = [knocking.count(letter="192.0.2.1", form=f"form {number}") for number in range(8)]
    async with asyncio.timeout(LIMIT):
        told = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(each is None for each in told) == 2
    assert sum(isinstance(each, TooOften) for each in told) == 6


async def test_a_refused_look_up_writes_one_transaction_and_one_that_is_turned_away_nothing(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = street.desk.workspace.parts.database
    looking_up = street.desk.workspace.parts.inquiries.public.looking_up
    async with database.read() as connection:
        form = await form_of(connection, street.desk.workspace.ministry.id)
    assert form is not None
    written, write, asking = list[None](), database.write, asyncio.current_task()

    def counting() -> AbstractAsyncContextManager[object]:
        if asyncio.current_task() is asking:
            written.append(None)
        return write()

    counted: Callable[[], AbstractAsyncContextManager[object]] = counting
    monkeypatch.setattr(database, "write", counted)
    for _ in range(20):
        with pytest.raises(LookUpRefused):
            await looking_up.find(form, Asked("R8-000001", "x", "192.0.2.1"))
    assert len(written) == 20
    before = len(await street.rows("inquiry_knock"))
    with pytest.raises(TooOften):
        await looking_up.find(form, Asked("R8-000001", "x", "192.0.2.1"))
    assert len(await street.rows("inquiry_knock")) == before


async def test_a_form_that_is_busy_says_so_and_keeps_the_letter(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitting = street.desk.workspace.parts.inquiries.public.submitting
    bounds = {**submitting.knocking.bounds, Knock.FORM: Bound(1, HOUR)}
    object.__setattr__(submitting, "knocking", replace(submitting.knocking, bounds=bounds))
    await street.citizen.write()
    sent = {**await street.citizen.fill(), "step": "send"}
    page = await street.citizen.send(FORM, sent, status=429)
    assert "ただいま照会が集中しているため" in page.text
    assert page.select_one("textarea").text.strip() == sent["text"]
