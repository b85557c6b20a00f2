"""``genkan usage``: calls, tokens and yen of a month, on the terminal or as CSV."""

from typing import TYPE_CHECKING, NamedTuple

import typer
from rich.markup import escape

from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.gateway import UsageCounts, UsageLine

_CSV = ("day", "organisation_id", "purpose", "app", "model_name")
_TABLE = ("organisation_id", "purpose", "app", "model_name")


class _Used(NamedTuple):
    """What was used, the names of organisations by id, and the titles of apps by name."""

    lines: "tuple[UsageLine, ...]"
    names: dict[str, str]
    titles: dict[str, str]


def add_usage(application: typer.Typer, words: Words) -> None:
    """Add ``usage`` to the command tree."""

    @application.command(
        help=words(
            "月ごとの利用状況（呼出し、トークン、料金）を、組織、アプリ及びモデル別に表示します。",
            "Show calls, tokens and yen of a month by organisation, app and model.",
        )
    )
    def usage(
        month: str = typer.Option(
            "", help=words("月（例: 2026-11、空欄は今月）", "Month; empty: the present one")
        ),
        csv: bool = typer.Option(
            False, "--csv", help=words("日別の数値をCSVで出力する", "Numbers by day as CSV")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import USAGE_NAMES, render_csv

        async def read(parts: "Parts") -> "_Used":
            return await _read(parts, month, by=_CSV if csv else _TABLE)

        lines, names, titles = with_parts(read)
        if csv:
            typer.echo(render_csv(lines, names={**names, **USAGE_NAMES}, titles=titles), nl=False)
        elif not lines:
            say(words("この月の利用はありません。", "Nothing was used in this month."))
        else:
            known = {**names, **(USAGE_NAMES if words("ja", "en") == "ja" else {})}
            say(escape("\n".join(_table(lines, known, titles, words))), wrap=False)


async def _read(parts: "Parts", month: str, *, by: tuple[str, ...]) -> _Used:
    from genkan.gateway import Period, UsageRange, app_titles, day_in_japan, read_usage
    from genkan.governance import list_organisations

    today = day_in_japan(parts.clock())
    period = Period.of_month(month or f"{today:%Y-%m}")
    async with parts.database.read() as connection:
        lines = await read_usage(connection, UsageRange(period.first, period.last), by=by)
        names = {each.id: each.name for each in await list_organisations(connection)}
        return _Used(lines, names, await app_titles(connection, organisation_id=None))


def _table(
    lines: "tuple[UsageLine, ...]", names: dict[str, str], titles: dict[str, str], words: Words
) -> list[str]:
    heads = (("組織", "Organisation"), ("用途", "Purpose"), ("アプリ", "App"), ("モデル", "Model"))
    heads += (("呼出し", "Calls"), ("拒否", "Refused"), ("失敗", "Failed"), ("中止", "Stopped"))
    heads += (("入力", "Tokens in"), ("出力", "Tokens out"), ("推定", "Estimated"), ("円", "Yen"))
    rows = [(*_labels(line, names, titles), *_numbers(line.counts)) for line in lines]
    return columns([words(*head) for head in heads], rows)


def _labels(line: "UsageLine", names: dict[str, str], titles: dict[str, str]) -> tuple[str, ...]:
    """The name of an app behind its title, for that is what the commands take."""
    organisation_id, purpose, app, model = map(str, line.of)
    shown = f"{titles[app]} ({app})" if app in titles else app
    return (
        names.get(organisation_id, organisation_id),
        names.get(purpose, purpose),
        shown or "—",
        model or "—",
    )


def _numbers(counts: "UsageCounts") -> tuple[str, ...]:
    whole = (counts.calls, counts.refused, counts.failed, counts.stopped)
    tokens = (counts.input_tokens, counts.output_tokens)
    yen = "—" if counts.unpriced_calls and not counts.micro_yen else f"{counts.yen:,.2f}"
    return (*(f"{number:,}" for number in (*whole, *tokens)), f"{counts.estimated_share * 100:.0f}%", yen)
