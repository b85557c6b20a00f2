"""What a custodian or the office puts a name to before a test is sealed, as one value."""

from datetime import UTC

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.exam import Exam
from genkan.evaluation.exam.store import exams
from genkan.kit import canonical_json, digest


async def plan_digest(connection: AsyncConnection, exam: Exam, *, with_keys: bool = False) -> str:
    """SHA-256 of the plan, the hours and who holds the shares.

    ``with_keys``: and the public keys of the shares that were taken.
    """
    custodians = [
        {"person": each.person_id, **({"key": each.public_key} if with_keys else {})}
        for each in await exams.custodians_of(connection, exam.id)
    ]
    hours = [each.astimezone(UTC).isoformat() for each in (exam.opens_at, exam.closes_at)]
    plan = msgspec.to_builtins(exam.plan)
    facts = {"exam": exam.id, "title": exam.title, "hours": hours, "plan": plan, "custodians": custodians}
    return digest(canonical_json(facts))
