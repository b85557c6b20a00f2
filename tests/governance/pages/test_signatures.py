"""Who signs on the command line sees what it is on a page of their own, and makes a code that works once, for that deed alone."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from genkan.governance import (
    DeedKind,
    Organisation,
    SignatureUnproven,
    SignedDeed,
    ask_for_code,
    prove_signature,
)
from tests.governance.pages.conftest import GovernanceRoom

PAGE = "/account/signatures"


async def test_a_code_is_of_its_person_its_deed_its_minutes_and_one_use(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    hanako, ichiro = await room.person(ministry, "hanako.rei"), await room.person(ministry, "ichiro.rei")
    deed = SignedDeed(
        kind=DeedKind.SELECTION_DECISION,
        person_id=hanako.id,
        organisation_id=ministry.id,
        object_id="call",
        title="見本の公募",
        path="/selection/calls/call/decision",
        digest="a" * 64,
    )

    async def ask() -> str:
        async with room.database.write() as connection:
            asked = await ask_for_code(connection, deed, ledger=room.ledger, clock=room.clock)
        return f"{PAGE}/{asked.id}/code"

    async def proves(typed: str, signed: SignedDeed = deed) -> bool:
        try:
            async with room.database.write() as connection:
                await prove_signature(
                    connection, hanako, signed, code=typed, ledger=room.ledger, clock=room.clock
                )
        except SignatureUnproven:
            return False
        return True

    path, browser = await ask(), await room.signed_in(hanako)
    shown = (await browser.get(PAGE)).text
    assert "決定案への署名" in shown and "見本の公募" in shown and deed.digest in shown
    theirs = await room.signed_in(ichiro)
    assert "見本の公募" not in (await theirs.get(PAGE)).text
    assert (await theirs.post(path)).status_code == 404

    async def make(path: str) -> str:
        made = await browser.post(path)
        assert made.headers["cache-control"] == "no-store"
        code = BeautifulSoup(made.text, "html.parser").select_one("#signature-code")
        assert code is not None
        return code.text

    first = await make(path)
    assert first not in (await browser.get(PAGE)).text, "it is shown this once"
    code = await make(path)
    assert not await proves(first), "the newer code alone works"
    for other in (
        replace(deed, digest="b" * 64),
        replace(deed, kind=DeedKind.EXAM_SEAL),
        replace(deed, object_id="another"),
        replace(deed, person_id=ichiro.id),
    ):
        assert not await proves(code, other)
    room.clock.advance(minutes=10)
    assert not await proves(code), "ten minutes are over"
    code = await make(path)
    assert await proves(code.lower().replace("-", " "))
    assert not await proves(code), "once"
    assert (await browser.post(path)).status_code == 404
    before, after = await ask(), await ask()
    assert (await browser.post(before)).status_code == 404, "the newer request alone stands"
    await make(after)
    room.clock.advance(hours=24)
    assert (await browser.post(after)).status_code in (303, 401, 404)
    kinds = [kind for kind in await room.kinds() if kind.startswith("person:signature:")]
    assert (kinds.count("person:signature:code_made"), kinds.count("person:signature:proven")) == (4, 1)
    with pytest.raises(SignatureUnproven):
        async with room.database.write() as connection:
            await prove_signature(connection, hanako, deed, code=" ", ledger=room.ledger, clock=room.clock)
