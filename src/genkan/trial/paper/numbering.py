"""Tables and figures counted through a report, in the order in which they are read."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from genkan.trial.paper.block import Block, Forest, Grid, Section
from genkan.trial.paper.words import Words


def numbered(sections: Sequence[Section], w: Words) -> tuple[Section, ...]:
    """The sections whose captions begin with 「表1」 and 「図1」."""
    tables, figures = count(1), count(1)

    def captioned(block: Block) -> Block:
        if isinstance(block, Grid):
            return replace(
                block, caption=w("表{number}　{caption}", number=next(tables), caption=block.caption)
            )
        if isinstance(block, Forest):
            return replace(
                block, caption=w("図{number}　{caption}", number=next(figures), caption=block.caption)
            )
        return block

    return tuple(replace(each, blocks=tuple(map(captioned, each.blocks))) for each in sections)
