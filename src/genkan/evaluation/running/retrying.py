"""The one rule of asking again, the same for every contestant and every reason.

A question is sent at most twice. It is sent a second time where the first sending brought no whole answer for a reason that
says nothing of the question: the endpoint could not be had or broke off, a switch or the settings stopped the call, or the
process died while it waited. Answers, refusals, truncations and time-outs stay as they are.
"""

from genkan.gateway import Fault

MOST_ATTEMPTS = 2
RETRY_SECONDS = 5.0


def may_ask_again(fault: Fault, *, attempt: int) -> bool:
    """Whether a question that was sent ``attempt`` times may be sent once more."""
    return fault is not Fault.NONE and attempt < MOST_ATTEMPTS
