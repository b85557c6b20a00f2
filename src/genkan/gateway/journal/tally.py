"""Adding up the calls of a batch for the usage of their days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from genkan.gateway.journal.row import CallEnd, CallRow
from genkan.gateway.usage import OutcomeKind, UsageCounts, UsageKey, day_in_japan, kind_of

_MILLISECOND = timedelta(milliseconds=1)
_Calls = Sequence[tuple[CallRow, CallEnd]]


def tally(calls: Iterable[tuple[CallRow, CallEnd]]) -> dict[UsageKey, UsageCounts]:
    """The sums by the day on which each call began."""
    sums: dict[UsageKey, UsageCounts] = defaultdict(UsageCounts)
    for alike in _alike(calls):
        sums[_key(alike[0][0])] += _counts(alike)
    return sums


def _alike(calls: Iterable[tuple[CallRow, CallEnd]]) -> Iterable[_Calls]:
    """The calls in groups of one hour and one key: days of Japan begin with an hour."""
    groups: dict[tuple[object, ...], list[tuple[CallRow, CallEnd]]] = defaultdict(list)
    for row, end in calls:
        hour = row.at.toordinal(), row.at.hour
        whose = row.organisation_id, row.purpose, row.app
        groups[hour, whose, row.model_name, row.deployment_id].append((row, end))
    return groups.values()


def _key(row: CallRow) -> UsageKey:
    return UsageKey(
        day=day_in_japan(row.at),
        organisation_id=row.organisation_id,
        purpose=row.purpose,
        app=row.app,
        model_name=row.model_name,
        deployment_id=row.deployment_id,
    )


def _counts(calls: _Calls) -> UsageCounts:
    kinds = Counter(kind_of(end.outcome) for _, end in calls)
    ends = [end for _, end in calls]
    guessed = [tokens for end in ends if (tokens := _tokens(end)) and not end.tokens_reported]
    waits = [end.first_token_at - row.at for row, end in calls if end.first_token_at is not None]
    return UsageCounts(
        calls=len(calls),
        refused=kinds[OutcomeKind.REFUSED],
        failed=kinds[OutcomeKind.FAILED],
        stopped=kinds[OutcomeKind.STOPPED],
        input_tokens=sum(end.input_tokens for end in ends),
        output_tokens=sum(end.output_tokens for end in ends),
        estimated_calls=len(guessed),
        estimated_tokens=sum(guessed),
        micro_yen=sum(end.price_micro_yen or 0 for end in ends),
        unpriced_calls=sum(end.price_micro_yen is None and _tokens(end) > 0 for end in ends),
        first_token_calls=len(waits),
        first_token_ms=sum(max(0, wait // _MILLISECOND) for wait in waits),
    )


def _tokens(end: CallEnd) -> int:
    return end.input_tokens + end.output_tokens
