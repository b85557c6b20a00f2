"""The balance of a running trial: how often each arm and pair was given, and nothing of what came out."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from genkan.governance import DatabasePart, RunsTrial
from genkan.trial.allotting import ExposureTable, Restriction
from genkan.trial.errors import ProtocolNotSigned
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.report_parts import DeskPart, render_counting
from genkan.trial.protocol import Protocol, protocol_in_force
from genkan.trial.publishing.errors import NotCounted
from genkan.ui import mark as _

router = APIRouter()

RESTRICTIONS = {
    Restriction.NOT_JOINED.value: _("参加前"),
    Restriction.LEFT.value: _("離脱後"),
    Restriction.CLASS.value: _("情報の区分"),
    Restriction.MISSING.value: _("接続先なし"),
    Restriction.INACTIVE.value: _("停止中"),
    Restriction.BUILD_CHANGED.value: _("ビルドの相違"),
    Restriction.PARAMETERS_CHANGED.value: _("パラメーターの相違"),
    Restriction.APP.value: _("アプリの指定"),
    Restriction.POLICY.value: _("利用規則"),
    Restriction.ELSEWHERE.value: _("外部のサーバーの処理"),
}


@router.get("/trials/{trial_id}/balance")
async def show_balance(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    desk: DeskPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The exposure table as it was last counted from the ledger, and whether every assignment follows."""
    async with database.read() as connection:
        signed = await protocol_in_force(connection, trial_id)
    if signed is None:
        raise ProtocolNotSigned
    protocol = signed.protocol
    try:
        standing = await desk.standings.of(trial_id)
    except NotCounted:
        return render_counting(request, pages, trial_id, _("割付けの状況"))
    table = standing.balance
    return pages.render(
        request,
        "trial/balance.html",
        trial_id=trial_id,
        protocol=protocol,
        table=table,
        proof=standing.proof,
        at=standing.at,
        arms={arm.name: arm.title for arm in protocol.arms},
        organisations=_titles((each.organisation, each.title) for each in protocol.organisations),
        tasks=_titles((each.task, each.title) for each in protocol.tasks),
        restrictions=RESTRICTIONS,
        reasons=_reasons(table),
        classes=_classes(protocol),
    )


def _titles(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(pairs)


def _reasons(table: ExposureTable) -> list[tuple[str, str, int]]:
    """Arm, reason and how often."""
    return [(arm.arm, reason, count) for arm in table.arms for reason, count in arm.restricted.items()]


def _classes(protocol: Protocol) -> tuple[int, ...]:
    return tuple(sorted(protocol.information_classes))
