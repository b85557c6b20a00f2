"""One call on its way: allowed, admitted and written down; left exactly once."""

from dataclasses import dataclass
from datetime import datetime

from genkan.catalogue import Deployment
from genkan.gateway.answer import Outcome
from genkan.gateway.entrance.call import Call
from genkan.gateway.entrance.flight import Flight
from genkan.gateway.journal import CallEnd, CallRow, Journal
from genkan.gateway.meter import Meter
from genkan.gateway.outcomes import was_sent
from genkan.gateway.switches import Stopped
from genkan.policy import Allow, Mask

_UNANSWERED = frozenset({Outcome.UNREACHABLE, Outcome.REFUSED_BY_ENDPOINT})


@dataclass(slots=True)
class Passage:
    """Holds a place at ``deployment`` until it is left; ``decision`` says what may go, ``sent`` that it began to."""

    call: Call
    decision: Allow | Mask
    row: CallRow
    meter: Meter
    deployment: Deployment
    flight: Flight
    journal: Journal
    sent: bool = False

    @property
    def spoke(self) -> bool:
        """Whether the first token came."""
        return self.meter.first_token_at is not None

    def why_cut(self) -> Stopped | None:
        """Which error the cancellation of the present task stands for, where a kill switch caused it."""
        return self.flight.why()

    def see_failure(self, error: BaseException) -> None:
        """Learn whether anything had left before the error; what an endpoint has begun to answer has."""
        self.sent = self.sent and (self.spoke or was_sent(error))

    def leave(self, outcome: Outcome, *, at: datetime, failed: bool | None) -> None:
        """Write down how the call ended and free the place; later calls do nothing. ``failed`` as in ``Place``."""
        if self.flight.cut_by is not None:
            outcome, failed = Outcome.SWITCHED_OFF, None
        meter = self.meter
        measure = (
            meter.measure(was_answered=outcome not in _UNANSWERED) if self.sent else meter.measure_unsent()
        )
        end = CallEnd(
            outcome=outcome,
            ended_at=at,
            first_token_at=measure.first_token_at,
            input_characters=measure.input_characters,
            output_characters=measure.output_characters,
            input_tokens=measure.input_tokens,
            output_tokens=measure.output_tokens,
            tokens_reported=measure.tokens_reported,
            price_micro_yen=measure.price_micro_yen,
        )
        self.journal.close(self.row.id, end)
        self.flight.land(self.row.id, cost=measure.price_micro_yen or 0, failed=failed)
