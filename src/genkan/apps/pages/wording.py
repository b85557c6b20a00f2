"""How the states of runs and checks are told."""

from genkan.apps.output import CheckOutcome
from genkan.apps.run import RunState
from genkan.ui import mark as _

STATES = {
    RunState.WAITING: (_("順番待ち"), "neutral"),
    RunState.RUNNING: (_("実行中"), "info"),
    RunState.AWAITED: (_("相手先の処理待ち"), "info"),
    RunState.COMPLETED: (_("完了"), "success"),
    RunState.FAILED: (_("エラー"), "error"),
    RunState.STOPPED: (_("停止"), "neutral"),
    RunState.INTERRUPTED: (_("中断"), "warning"),
}
CHECKS = {
    CheckOutcome.PASSED: (CheckOutcome.PASSED.label, "success"),
    CheckOutcome.NOTICE: (CheckOutcome.NOTICE.label, "warning"),
    CheckOutcome.FAILED: (CheckOutcome.FAILED.label, "error"),
}
