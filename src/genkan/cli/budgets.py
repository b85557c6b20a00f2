"""``genkan budgets``: what may be spent in a month, and what was."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.app_names import named_with_title
from genkan.cli.links import COMMAND_LINE, named_person
from genkan.cli.one_target import check_one
from genkan.cli.terminal import columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.gateway import Account, Budget

_MICRO = 1_000_000


def budgets_commands(words: Words) -> typer.Typer:
    """The subcommands of ``genkan budgets``."""
    commands = typer.Typer(
        name="budgets",
        help=words("1か月の利用上限額を管理します。", "Look after monthly budgets."),
        no_args_is_help=True,
    )
    _add_set(commands, words)
    _add_list(commands, words)
    return commands


def _add_set(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        "set",
        help=words(
            "1か月の上限額を設定します。対象は、モデル、職員、又は組織とそのアプリ若しくは職員全員です。",
            "Set a monthly budget for a model, a person, or an organisation, its app or each of its staff.",
        ),
    )
    def set_one(
        yen: int = typer.Argument(min=-1, help=words("円。-1で、上限をなくします", "Yen; -1 removes it")),
        model: str = typer.Option("", help=words("モデルの公開名", "Public name of a model")),
        organisation: str = typer.Option("", help=words("組織の名称", "Name of an organisation")),
        app: str = typer.Option("", help=words("その組織のアプリの名称", "Name of an app of it")),
        each_person: bool = typer.Option(
            False, "--each-person", help=words("その組織の職員1人当たり", "For each of its staff")
        ),
        person: str = typer.Option("", help=words("職員のサインイン名", "Sign-in name of a person")),
        allow_unpriced: bool = typer.Option(
            False,
            "--allow-unpriced",
            help=words("料金が不明の接続先の利用も認める", "Also allow deployments whose price is not known"),
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import remove_budget, set_budget

        async def deed(parts: "Parts") -> None:
            account = await _account(parts, model, organisation, app, person, each=each_person)
            within = account.organisation_id if (account.subject and not model) or each_person else None
            async with parts.database.write() as connection:
                if yen < 0:
                    await remove_budget(
                        connection, account, within=within, ledger=parts.ledger, actor=COMMAND_LINE
                    )
                    return
                await set_budget(
                    connection,
                    account,
                    yen,
                    within=within,
                    ledger=parts.ledger,
                    clock=parts.clock,
                    actor=COMMAND_LINE,
                    allows_unpriced=allow_unpriced,
                )

        with_parts(deed)
        if yen < 0:
            say(words("上限額をなくしました。", "The budget was removed."))
        else:
            say(words(f"上限額を{yen:,}円に設定しました。", f"The budget is {yen:,} yen a month."))


def _add_list(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        "list",
        help=words("上限額と今月の使用額を表示します。", "List the budgets and what is spent of them."),
    )
    def list_all() -> None:
        from genkan.cli.opening import with_parts
        from genkan.gateway import Month, app_titles, list_budgets, spent_in
        from genkan.governance import list_organisations, names_of

        async def read(parts: "Parts") -> list[tuple[str, ...]]:
            async with parts.database.read() as connection:
                budgets = await list_budgets(connection)
                spent = await spent_in(connection, Month.of(parts.clock()))
                names = {found.id: found.name for found in await list_organisations(connection)}
                names |= await names_of(connection, [each.account.subject for each in budgets])
                titles = await app_titles(connection, organisation_id=None)
            return [_row(each, spent.get(each.account, 0), names, titles, words) for each in budgets]

        rows = with_parts(read)
        if not rows:
            say(words("上限額は設定されていません。", "There are no budgets."))
            return
        heads = (("種別", "For"), ("組織", "Organisation"), ("対象", "What"))
        heads += (("上限額", "Budget"), ("今月の使用額", "Spent"), ("料金が不明の接続先", "Unpriced"))
        say(escape("\n".join(columns([words(*head) for head in heads], rows))), wrap=False)


async def _account(
    parts: "Parts", model: str, organisation: str, app: str, person: str, *, each: bool
) -> "Account":
    from genkan.cli.organisations import named_organisation
    from genkan.gateway import Account, BudgetScope

    check_one(model=model, organisation=organisation, person=person)
    check_one(model=model, person=person, app=app, each_person=each)
    async with parts.database.read() as connection:
        if model:
            return Account(BudgetScope.MODEL, "", model)
        if person:
            found = await named_person(connection, person)
            return Account(BudgetScope.PERSON, found.organisation_id, found.id)
        owner = await named_organisation(connection, organisation)
    if each:
        return Account(BudgetScope.PERSON, owner.id, "")
    return Account(BudgetScope.APP if app else BudgetScope.ORGANISATION, owner.id, app)


def _row(
    budget: "Budget", spent: int, names: dict[str, str], titles: dict[str, str], words: Words
) -> tuple[str, ...]:
    scope, organisation_id, subject = budget.account
    everyone = words("全員（1人当たり）", "everyone (each)") if scope == "person" else "—"
    shown = "—" if scope == "person" and not subject else f"{spent // _MICRO:,}"
    known = titles if scope == "app" else {}
    what = named_with_title(names.get(subject, subject), known) or everyone
    kind = words(scope.label, scope.value)
    unpriced = words("認める", "allowed") if budget.allows_unpriced else words("送信しない", "refused")
    return kind, names.get(organisation_id, "—"), what, f"{budget.yen:,}", shown, unpriced
