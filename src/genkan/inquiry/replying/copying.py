"""The letters that were joined to a case: whether their citizens get its reply too, and how it reaches them."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.addressee import Addressee, is_written_to, readdressed, tells_of
from genkan.inquiry.case import Case, CaseState, Citizen
from genkan.inquiry.joining.store.relations import joined_to
from genkan.inquiry.post import Outbox
from genkan.inquiry.public import is_on_page_of
from genkan.inquiry.reply import Copy, Reply, Way
from genkan.inquiry.replying.errors import OthersNamed
from genkan.inquiry.replying.ways import ways_of
from genkan.inquiry.store.cases import find_case, letter_of


@dataclass(frozen=True)
class JoinedLetter:
    """A case that is answered within another; ``way`` is how a reply of its own reaches its citizen.

    ``has_it_anyway`` where the citizen is the one who gets the reply already.
    """

    case: Case
    citizen: Citizen
    way: Way
    has_it_anyway: bool

    @property
    def addressee(self) -> Addressee:
        """To whom a copy is written."""
        return Addressee(self.citizen.name, self.case.number)


async def joined_letters(connection: AsyncConnection, outbox: Outbox, case: Case) -> tuple[JoinedLetter, ...]:
    """The letters that were joined to a case, oldest first."""
    citizen = (await letter_of(connection, case.id)).citizen
    found = list[JoinedLetter]()
    for case_id in await joined_to(connection, case.id):
        joined = await find_case(connection, case_id, organisation_id=case.organisation_id)
        if joined is not None and joined.state is CaseState.DECLINED:
            found.append(await _letter(connection, outbox, joined, of=case, citizen=citizen))
    return tuple(found)


async def _letter(
    connection: AsyncConnection, outbox: Outbox, joined: Case, *, of: Case, citizen: Citizen
) -> JoinedLetter:
    theirs = (await letter_of(connection, joined.id)).citizen
    ways = await ways_of(connection, outbox, joined)
    is_one = bool(theirs.email) and theirs.email.lower() == citizen.email.lower() and Way.PORTAL not in ways
    on_page = await is_on_page_of(connection, joined.id, of.id)
    return JoinedLetter(joined, theirs, ways[0], has_it_anyway=is_one or on_page)


def copies_of(letters: tuple[JoinedLetter, ...], shares: tuple[str, ...]) -> tuple[Copy, ...]:
    """The copies for those of the letters that were chosen."""
    chosen = (each for each in letters if each.case.id in shares and not each.has_it_anyway)
    return tuple(Copy(each.case.id, each.way) for each in chosen)


async def check_copies(connection: AsyncConnection, case: Case, reply: Reply) -> None:
    """Raises ``OthersNamed`` where a copy would tell its reader of the citizen to whom the reply was written.

    A first line that somebody changed may name that citizen in a way that nobody can replace.
    """
    if not reply.copies:
        return
    letter = await letter_of(connection, case.id)
    own, anybody = Addressee(letter.citizen.name, case.number), Addressee("", case.number)
    text = readdressed(reply.text, of=own, to=anybody)
    personal = (letter.text[each.start : each.end] for each in letter.reading.personal_data)
    if not is_written_to(reply.text, own) or tells_of(text, letter.citizen, personal):
        raise OthersNamed
