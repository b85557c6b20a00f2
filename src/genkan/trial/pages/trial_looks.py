"""What else there is to see of a trial, for who may see it."""

from typing import NamedTuple

from genkan.governance import Permission, Viewer
from genkan.trial.protocol import Trial, TrialState
from genkan.trial.publishing.seeing import may_see_report
from genkan.ui import mark as _


class Look(NamedTuple):
    """A page about a trial; the title is marked for translation."""

    title: str
    path: str
    icon: str


def looks_at(trial: Trial, viewer: Viewer) -> tuple[Look, ...]:
    """The pages in the order in which a trial comes to need them; none while the protocol is not signed."""
    if not trial.state.is_signed:
        return ()
    path = f"/trials/{trial.id}"
    runs, own = viewer.may(Permission.RUN_TRIAL), viewer.organisation.id == trial.organisation_id
    begun = trial.state is not TrialState.FROZEN
    looks = (
        (runs, Look(_("試行の実施状況"), f"{path}/live", "chart")),
        (runs, Look(_("割付けの状況"), f"{path}/balance", "compare")),
        (runs and own, Look(_("定点観測"), f"{path}/drift", "clock")),
        (runs and begun, Look(_("試行の監査"), f"/audits/office/{trial.id}", "check")),
        (may_see_report(viewer, trial), Look(_("試行の報告書"), f"{path}/report", "document")),
    )
    return tuple(look for is_shown, look in looks if is_shown)
