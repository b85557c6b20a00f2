"""What was used (利用状況): counts of calls by day, organisation, app and model. No person is among them."""

from genkan.gateway.usage.counts import UsageCounts, UsageKey
from genkan.gateway.usage.forms import render_csv
from genkan.gateway.usage.line import HIDDEN_MODEL, UsageLine, UsageRange
from genkan.gateway.usage.outcome_kind import OutcomeKind, kind_of
from genkan.gateway.usage.period import Period, PeriodInvalid, day_in_japan
from genkan.gateway.usage.wording import NAMES

__all__ = [
    "HIDDEN_MODEL",
    "NAMES",
    "OutcomeKind",
    "Period",
    "PeriodInvalid",
    "UsageCounts",
    "UsageKey",
    "UsageLine",
    "UsageRange",
    "day_in_japan",
    "kind_of",
    "render_csv",
]
