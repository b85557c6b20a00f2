"""One-time sign-in links as the command line makes and shows them."""

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from rich.markup import escape

from genkan.cli.errors import PersonNotFound
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.governance import Person

COMMAND_LINE = "command_line"
JAPAN = timezone(timedelta(hours=9), "JST")


class SignInLink(NamedTuple):
    """A link, whose it is, and until when it can be used."""

    address: str
    person: "Person"
    organisation: str
    expires_at: datetime


async def make_sign_in_link(parts: "Parts", sign_in_name: str) -> SignInLink:
    """A new one-time link for a person; raises :class:`PersonNotFound`."""
    from genkan.governance import make_link

    async with parts.database.write() as connection:
        person = await named_person(connection, sign_in_name)
        path = await make_link(
            connection, person.id, ledger=parts.ledger, clock=parts.clock, actor=COMMAND_LINE
        )
        return await link_of(parts, connection, person, path=path)


async def named_person(connection: "AsyncConnection", sign_in_name: str) -> "Person":
    """The person with this sign-in name; raises :class:`PersonNotFound`."""
    from genkan.governance import find_person

    person = await find_person(connection, sign_in_name=sign_in_name)
    if person is None:
        raise PersonNotFound(name=sign_in_name)
    return person


async def link_of(
    parts: "Parts", connection: "AsyncConnection", person: "Person", *, path: str
) -> SignInLink:
    """The link that was just made for a person."""
    from genkan.cli.opening import known_address
    from genkan.governance import LINK_LIFE, find_organisation

    organisation = await find_organisation(connection, organisation_id=person.organisation_id)
    return SignInLink(
        address=known_address(parts.settings) + path,
        person=person,
        organisation=organisation.name if organisation else "",
        expires_at=parts.clock() + LINK_LIFE,
    )


def show_link(link: SignInLink, words: Words) -> None:
    """Print the link alone on the standard output, and beside it whose it is and how long it lasts."""
    person, until = link.person, f"{link.expires_at.astimezone(JAPAN):%Y-%m-%d %H:%M}"
    whose = escape(f"{person.name}（{link.organisation}、{person.sign_in_name}）")
    say(
        words(
            f"{whose}のサインイン用リンクです。日本時間{until}まで、一度だけ使えます。以前のリンクは使えません。",
            f"Sign-in link of {whose}: works once, until {until} Japan time. Older links no longer work.",
        ),
        error=True,
    )
    say(escape(link.address), wrap=False)
