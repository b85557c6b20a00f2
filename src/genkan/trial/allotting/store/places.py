"""Taking places of a stratum, and the arms that conversations and persons keep."""

from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.allotting.store.tables import held_arm_table, stratum_table


class HeldArm(NamedTuple):
    """The name of an arm, and where in the design it was given."""

    arm: str
    block: int
    place: int


_NONE_YET = HeldArm("", -1, -1)


async def take_number(connection: AsyncConnection, trial_id: str, stratum: str) -> int:
    """The next number of the stratum, from 0. Others wait for the transaction to end; what is undone was not taken."""
    table = stratum_table.c
    row = {"trial_id": trial_id, "stratum": stratum, "taken": 0}
    await insert_once(connection, stratum_table, row)
    taking = (
        stratum_table.update()
        .where(table.trial_id == trial_id, table.stratum == stratum)
        .values(taken=table.taken + 1)
        .returning(table.taken)
    )
    return (await connection.execute(taking)).scalar_one() - 1


async def numbers_taken(connection: AsyncConnection, trial_id: str) -> dict[str, int]:
    """How many numbers were taken, by the key of the stratum."""
    table = stratum_table.c
    found = await connection.execute(select(table.stratum, table.taken).where(table.trial_id == trial_id))
    return {row.stratum: row.taken for row in found}


async def lock_held_arm(connection: AsyncConnection, trial_id: str, holder: str) -> HeldArm | None:
    """The arm that a conversation or a person has, if one was given; others that ask wait for the transaction to end."""
    table = held_arm_table.c
    row = {"trial_id": trial_id, "holder": holder, **_NONE_YET._asdict()}
    await insert_once(connection, held_arm_table, row)
    statement = select(table.arm, table.block, table.place).where(
        table.trial_id == trial_id, table.holder == holder
    )
    held = HeldArm(*(await connection.execute(statement.with_for_update())).one())
    return None if held == _NONE_YET else held


async def hold_arm(connection: AsyncConnection, trial_id: str, holder: str, held: HeldArm) -> None:
    """Give an arm to a conversation or a person that was locked, in the place of an earlier one."""
    table = held_arm_table.c
    own = (table.trial_id == trial_id, table.holder == holder)
    await connection.execute(update(held_arm_table).where(*own).values(**held._asdict()))
