"""New cases leave their marks, and are proposed to belong to earlier ones, in the transaction that writes them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.joining.candidates import Holders, Letter, relations_with
from genkan.inquiry.joining.marks import Runs, runs_of
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.joining.store import relations
from genkan.inquiry.number import numbers_in


async def propose_relations(
    connection: AsyncConnection, organisation_id: str, letters: Sequence[Letter]
) -> Mapping[str, int]:
    """Keep the marks of new letters, and return how many earlier cases are proposed for each."""
    letters = await _with_numbers(connection, organisation_id, letters)
    marks = sorted({mark for letter in letters for mark in letter.marks})
    holders = Holders(await relations.holders_of(connection, organisation_id, marks))
    shared = {letter.case_id: holders.add(letter) for letter in letters}
    await relations.add_marks(connection, organisation_id, holders.added)
    named = {case_id for letter in letters for case_id, _ in letter.named}
    known = await _runs(
        connection, organisation_id, letters, {*named, *(each for found in shared.values() for each in found)}
    )
    found = [
        relation
        for letter in letters
        for relation in relations_with(
            letter,
            shared[letter.case_id],
            {each: known[each] for each in {*shared[letter.case_id], *dict(letter.named)} if each in known},
        )
    ]
    await relations.add_relations(connection, found)
    return Counter(relation.case_id for relation in found)


async def _with_numbers(
    connection: AsyncConnection, organisation_id: str, letters: Sequence[Letter]
) -> list[Letter]:
    """The letters, each naming also the cases whose numbers stand in its text."""
    numbers = {letter.case_id: numbers_in(letter.text) for letter in letters}
    wanted = sorted({number for found in numbers.values() for number in found})
    ids = await relations.ids_of_numbers(connection, organisation_id, wanted)
    return [
        replace(
            letter,
            named=(
                *letter.named,
                *((ids[each], Ground.NUMBER) for each in numbers[letter.case_id] if each in ids),
            ),
        )
        if numbers[letter.case_id]
        else letter
        for letter in letters
    ]


async def _runs(
    connection: AsyncConnection, organisation_id: str, letters: Sequence[Letter], wanted: set[str]
) -> dict[str, Runs]:
    """The runs of the cases that are compared; those of another organisation are none."""
    own = {letter.case_id: letter.runs for letter in letters if letter.case_id in wanted}
    texts = await relations.beginnings_of(connection, organisation_id, sorted(wanted - own.keys()))
    return {**own, **{case_id: runs_of(text) for case_id, text in texts.items()}}
