"""What an organisation decided about its use of models: looking at it, and changing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.catalogue import Deployment, DeploymentState, InformationClass, list_deployments, load_models
from genkan.gateway.ask import Purpose
from genkan.gateway.keys.store import apps_of
from genkan.gateway.pages.form_page import Reply, form_page
from genkan.gateway.pages.parts import LedgerPart, PagesPart
from genkan.gateway.pages.rules_form import ALL, CHOSEN, RulesForm, read_rules, treatments_for, written
from genkan.gateway.rules import set_rules
from genkan.gateway.rules_errors import RulesUnfit
from genkan.gateway.store.rules import RulesChange, last_change, load_rules
from genkan.governance import AdministersRules, FormRoute, Now, Person, Reading, Viewer, Writing, find_person
from genkan.policy import STRICT_KINDS, Kind, Treatment, usual_treatment
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/administration/rules", route_class=FormRoute)

_PURPOSES = {
    Purpose.CHAT: _("チャット"),
    Purpose.COMPARISON: _("回答の比較"),
    Purpose.PROGRAM: _("プログラムからの利用（API）"),
    Purpose.SEARCH: _("規程の検索（ベクトル）"),
    Purpose.SEARCH_PLANNING: _("規程の検索（生成AIによる言い換え）"),
    Purpose.INDEX: _("規程の索引作成（ベクトル）"),
    Purpose.APP: _("行政アプリ"),
    Purpose.INQUIRY: _("照会への回答案"),
    Purpose.REVIEW: _("書面審査"),
    Purpose.EVALUATION: _("モデルの評価"),
}
_WEEKDAYS = (_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))


@dataclass(frozen=True)
class KindRow:
    """A kind of personal data, what may be done with it, and what is done."""

    kind: Kind
    offered: tuple[Treatment, ...]
    chosen: str
    is_strict: bool


@dataclass(frozen=True)
class RulesView:
    """What the form offers, and who changed the rules last; ``changer`` is ``None`` where it was no person."""

    kinds: tuple[KindRow, ...]
    models: tuple[tuple[str, str], ...]
    apps: tuple[tuple[str, str], ...]
    deployments: tuple[Deployment, ...]
    change: RulesChange | None
    changer: Person | None


@router.get("")
async def show_rules(
    request: Request,
    viewer: AdministersRules,
    connection: Reading,
    pages: PagesPart,
    done: Annotated[str, Query()] = "",
) -> Response:
    """The rules of the viewer's organisation as a form."""
    form = written(await load_rules(connection, viewer.organisation.id))
    return await _show(request, connection, pages, viewer, form, Reply(done))


@router.post("")
async def change_rules(
    request: Request,
    viewer: AdministersRules,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    form: Annotated[RulesForm, Form()],
) -> Response:
    """Put these rules into force; what was typed comes back with a refusal."""
    organisation_id = viewer.organisation.id
    try:
        rules = read_rules(form)
    except RulesUnfit as problem:
        return await _show(request, connection, pages, viewer, form, Reply(problem=problem))
    is_new = await set_rules(
        connection, organisation_id, rules, ledger=ledger, clock=clock, actor=viewer.person.id
    )
    return RedirectResponse(
        f"/administration/rules?done={'saved' if is_new else 'unchanged'}", status_code=303
    )


async def _show(
    request: Request, connection: AsyncConnection, pages: Pages, viewer: Viewer, form: RulesForm, reply: Reply
) -> Response:
    return form_page(
        request,
        pages,
        "gateway/rules.html",
        reply,
        form=form,
        view=await _view(connection, viewer, form),
        all=ALL,
        chosen=CHOSEN,
        classes=(InformationClass.ONE, InformationClass.TWO),
        purposes=[(purpose.value, title) for purpose, title in _PURPOSES.items()],
        weekdays=list(enumerate(_WEEKDAYS)),
    )


async def _view(connection: AsyncConnection, viewer: Viewer, form: RulesForm) -> RulesView:
    change = await last_change(connection, viewer.organisation.id)
    changer = await find_person(connection, person_id=change.actor) if change else None
    deployments = await list_deployments(connection)
    return RulesView(
        kinds=_kind_rows(form.treatments),
        models=_models(form),
        apps=await _apps(connection, viewer, form),
        deployments=tuple(each for each in deployments if each.state is not DeploymentState.RETIRED),
        change=change,
        changer=changer,
    )


async def _apps(connection: AsyncConnection, viewer: Viewer, form: RulesForm) -> tuple[tuple[str, str], ...]:
    """The apps of the organisation, and those that stand in the rules and are known no more, under their names."""
    titles = {app.name: app.shown for app in await apps_of(connection, viewer.organisation.id)}
    gone = sorted(set(form.allowed_apps) - set(titles))
    return (*titles.items(), *((name, name) for name in gone))


def _models(form: RulesForm) -> tuple[tuple[str, str], ...]:
    """The models of the catalogue, and those that left it but stand in the rules, under their ids."""
    titles = {model.id: model.title for model in load_models()}
    gone = sorted({*form.allowed_models, *form.disallowed_models} - set(titles))
    return (*titles.items(), *((model_id, model_id) for model_id in gone))


def _kind_rows(treatments: Sequence[str]) -> tuple[KindRow, ...]:
    """The usual treatment is shown where what was sent is none that is offered."""
    chosen = treatments if len(treatments) == len(Kind) else [""] * len(Kind)
    return tuple(_kind_row(kind, value) for kind, value in zip(Kind, chosen, strict=True))


def _kind_row(kind: Kind, value: str) -> KindRow:
    offered = treatments_for(kind)
    shown = value if value in offered else usual_treatment(kind).value
    return KindRow(kind, offered, shown, is_strict=kind in STRICT_KINDS)
