"""What the page of a case shows of the citizen's side: letters by e-mail, the topic chosen, whether the reply was read."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.post import mail_of_case
from genkan.inquiry.public import Satisfaction, Submission, satisfaction_of, submission_of


@dataclass(frozen=True)
class CitizenSide:
    """What the citizen did on the page of the inquiry; ``submission`` is None where the case came another way."""

    submission: Submission | None
    satisfaction: Satisfaction | None


async def citizen_context(connection: AsyncConnection, case_id: str) -> Mapping[str, object]:
    """The names for the templates ``_mail.html`` and ``_citizen_side.html``."""
    side = CitizenSide(await submission_of(connection, case_id), await satisfaction_of(connection, case_id))
    return {"mails": await mail_of_case(connection, case_id), "citizen_side": side}
