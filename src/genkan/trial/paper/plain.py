"""A report as plain text for a terminal, and its main numbers as CSV."""

import csv
import io
from collections.abc import Iterator

from genkan.trial.numbers import Numbers
from genkan.trial.paper.block import Block, Bullets, Forest, Grid, Paper, Quote, Terms, Text

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_VOTES = ("votes", "persons", "wins", "losses", "both_good", "both_bad", "tier")
_ENDS = ("value", "low", "high")


def as_text(paper: Paper) -> str:
    """The whole report, ending with a newline."""
    lines = [
        f"# {paper.title}",
        "",
        paper.subtitle,
        f"{paper.organisation}　{paper.day}　{paper.standing}".strip(),
        "",
    ]
    for number, section in enumerate(paper.sections, start=1):
        lines += [f"## {number} {section.title}", ""]
        for block in section.blocks:
            lines += [*_lines(block), ""]
    return "\n".join(lines)


def as_csv(numbers: Numbers) -> str:
    """One line for each arm, after a byte order mark so that spreadsheets read Japanese."""
    output = io.StringIO()
    heads = ("arm", "era", "title", "build", *_VOTES, *_columns("expected"), *_columns("correct"))
    heads = (*heads, *_columns("completed"), "yen_per_accepted", "shadow_yen_per_accepted")
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_inert(cell) for cell in row] for row in _rows(numbers))
    return "\ufeff" + output.getvalue()


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Grid():
            yield from _grid(block)
        case Forest():
            yield f"[{block.caption}]"
            yield from (f"- {row.label}: {row.shown} ({row.interval})" for row in block.rows)
        case Quote():
            yield f"{block.by}:"
            yield from (f"> {line}" for line in block.text.splitlines())
        case Terms():
            yield from (f"- {name}: {value}" for name, value in block.rows)
        case Bullets():
            yield from (f"- {text}" for text in block.texts)
        case Text():
            yield block.text


def _grid(grid: Grid) -> Iterator[str]:
    yield f"[{grid.caption}]"
    for row in grid.rows:
        cells = zip((head.title for head in grid.heads[1:]), row[1:], strict=True)
        yield f"- {row[0]}: " + "; ".join(f"{title} {cell}" for title, cell in cells)
    if grid.note:
        yield grid.note


def _columns(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{end}" for end in _ENDS)


def _rows(numbers: Numbers) -> Iterator[list[object]]:
    analysis = numbers.analysis
    votes = {row.key: row for row in analysis.preference.arms} if analysis.preference else {}
    correct = {row.key: row.share for row in analysis.marks if row.measure == "correct"}
    done = {row.key: row.completed for row in analysis.outcomes}
    prices = {row.key: row for row in analysis.prices}
    for arm in analysis.arms:
        own, price = votes.get(arm.key), prices.get(arm.key)
        yield [
            *(arm.arm, arm.era, arm.title, arm.build),
            *(getattr(own, name, "") for name in _VOTES),
            *_three(own.expected if own else None),
            *_three(correct.get(arm.key)),
            *_three(done.get(arm.key)),
            "" if price is None or price.per_accepted is None else price.per_accepted,
            "" if price is None or price.shadow_per_accepted is None else price.shadow_per_accepted,
        ]


def _three(estimate: object) -> list[object]:
    return [getattr(estimate, end, "") for end in _ENDS]


def _inert(cell: object) -> object:
    """The cell as a spreadsheet shows it and never computes it."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
