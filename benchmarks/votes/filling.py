"""Comparisons that wait for their votes, and people who are signed in, written in bulk."""

from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import DeploymentDraft, connect_deployment
from genkan.governance import Ledger, Role, hash_token
from genkan.kit import new_id, system_clock
from genkan.storage import Database, metadata
from genkan.trial.evidence import Arm, AssignedDetails, details_of

_AT_ONCE = 500


async def fill(url: str, comparisons: int, persons: int) -> list[tuple[str, str]]:
    """Ids of comparisons, each with the session token of its person; both answers of each have ended a minute ago."""
    database = Database(url)
    ledger, begun = Ledger(database, system_clock, None), system_clock() - timedelta(minutes=1)
    organisation = new_id(system_clock)
    people = [new_id(system_clock) for _ in range(persons)]
    made = [(new_id(system_clock), people[number % persons]) for number in range(comparisons)]
    async with database.write() as connection:
        await _base(connection, organisation, people, begun)
        arms = await _arms(connection, ledger)
    for start in range(0, comparisons, _AT_ONCE):
        async with database.write() as connection:
            await _some(connection, ledger, made[start : start + _AT_ONCE], organisation, arms, begun)
    await ledger.stop()
    await database.close()
    return [(comparison, _token(person)) for comparison, person in made]


def _token(person: str) -> str:
    return f"session-of-{person}"


async def _base(connection: AsyncConnection, organisation: str, people: list[str], at: datetime) -> None:
    row = {"id": organisation, "name": "例示省", "kind": "ministry", "parent_id": None, "created_at": at}
    await _add(connection, "organisation", [row])
    await _add(
        connection,
        "person",
        [
            {
                "id": one,
                "organisation_id": organisation,
                "name": one,
                "sign_in_name": one,
                "language": "ja",
                "active": True,
                "created_at": at,
            }
            for one in people
        ],
    )
    await _add(
        connection,
        "person_role",
        [{"person_id": one, "role": Role.STAFF, "granted_at": at} for one in people],
    )
    await _add(
        connection,
        "session",
        [
            {
                "id": new_id(system_clock),
                "token_hash": hash_token(_token(one)),
                "person_id": one,
                "browser": "",
                "created_at": at,
                "last_seen_at": at,
                "expires_at": at + timedelta(hours=12),
            }
            for one in people
        ],
    )


async def _arms(connection: AsyncConnection, ledger: Ledger) -> list[str]:
    drafts = [
        DeploymentDraft(title=f"抽出回答（{breadth}）", protocol="extract", parameters={"breadth": breadth})
        for breadth in ("brief", "broad")
    ]
    connected = [
        await connect_deployment(connection, draft, ledger=ledger, clock=system_clock, actor="command_line")
        for draft in drafts
    ]
    return [deployment.id for deployment in connected]


async def _some(
    connection: AsyncConnection,
    ledger: Ledger,
    made: list[tuple[str, str]],
    organisation: str,
    arms: list[str],
    at: datetime,
) -> None:
    answers = {comparison: (new_id(system_clock), new_id(system_clock)) for comparison, _ in made}
    common = {"organisation_id": organisation, "information_class": 1}
    await _add(
        connection,
        "answer",
        [
            {
                **common,
                "id": answer,
                "person_id": person,
                "purpose": "comparison",
                "deployment_id": arm,
                "messages": [{"role": "user", "content": "質問" * 20}],
                "sources": [],
                "parameters": {},
                "state": "ended",
                "outcome": "completed",
                "text": "回答の文章です。" * 60,
                "notice": "",
                "sentence": "",
                "next_step": "",
                "stop_asked": False,
                "asked_at": at,
                "first_token_at": at + timedelta(seconds=1),
                "ended_at": at + timedelta(seconds=9),
            }
            for comparison, person in made
            for answer, arm in zip(answers[comparison], arms, strict=True)
        ],
    )
    await _add(
        connection,
        "comparison",
        [
            {**common, "id": one, "person_id": person, "question": "質問", "seed": "0" * 32, "created_at": at}
            for one, person in made
        ],
    )
    sides = [
        {
            "comparison_id": one,
            "side": side,
            "deployment_id": arm,
            "title": "",
            "build": "",
            "parameters": {},
            "answer_id": answer,
        }
        for one, _ in made
        for side, arm, answer in zip("ab", arms, answers[one], strict=True)
    ]
    await _add(connection, "comparison_side", sides)
    chosen = {side: Arm(arm, "", "", {}) for side, arm in zip("ab", arms, strict=True)}
    details = details_of(AssignedDetails(tuple(arms), "0" * 32, 1, chosen, "0" * 64, 2))
    for one, person in made:
        await ledger.record(
            connection,
            "trial:comparison:assigned",
            actor=person,
            organisation_id=organisation,
            object_id=one,
            details=details,
        )


async def _add(connection: AsyncConnection, table: str, rows: list[dict[str, object]]) -> None:
    await connection.execute(insert(metadata.tables[table]), rows)
