"""Background work of the apps room: working runs off."""

from genkan.apps.runs.expiring import ERASE_RUN, Expiring
from genkan.apps.runs.filing import MAKE_FILE, Filing
from genkan.apps.runs.pairing import JOIN_PAIR, RUN_APP, Pairing
from genkan.apps.runs.starting import RUN_ELSEWHERE
from genkan.apps.runs.working import Working
from genkan.jobs import Task

_ATTEMPTS = 5
_AT_ONCE = 8
_FILES_AT_ONCE = 4
_FILE_ATTEMPTS = 3
_AT_ONCE_ELSEWHERE = 32


def tasks(working: Working, pairing: Pairing, expiring: Expiring, filing: Filing) -> dict[str, Task]:
    """``apps.run``: begun again after a crash, it goes on from the steps that were kept; some at once, the others in their order.

    ``apps.run_elsewhere``: the same for apps on other servers, which have places of their own, so that a server that keeps
    silent holds up nobody's work but its own. ``apps.erase_run`` may be repeated, for it looks anew; so may ``apps.make_file``, which
    gives the same file each time, and ``apps.join_pair``, which ends a pair once.
    """
    return {
        RUN_APP: Task(run=working.work, lost=working.lose, attempts=_ATTEMPTS, at_once=_AT_ONCE),
        RUN_ELSEWHERE: Task(
            run=working.work, lost=working.lose, attempts=_ATTEMPTS, at_once=_AT_ONCE_ELSEWHERE
        ),
        JOIN_PAIR: Task(run=pairing.join, attempts=_ATTEMPTS),
        MAKE_FILE: Task(run=filing.make, lost=filing.lose, attempts=_FILE_ATTEMPTS, at_once=_FILES_AT_ONCE),
        ERASE_RUN: Task(run=expiring.erase, attempts=_ATTEMPTS),
    }
