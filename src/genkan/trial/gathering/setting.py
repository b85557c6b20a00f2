"""What belongs to a trial as a whole: its protocols, pulses, probes and eras."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec

from genkan.trial.events import TrialEvent
from genkan.trial.evidence import (
    ConductRow,
    EraDetails,
    EraRow,
    Evidence,
    ExclusionRow,
    ProbedDetails,
    ProbeRow,
    ProtocolDetails,
    ProtocolRow,
    PulsedDetails,
    PulseRow,
)
from genkan.trial.gathering.conducting import DEEDS, conduct_row
from genkan.trial.gathering.event import Fault, RecordedEvent, fault_row, order_of
from genkan.trial.gathering.pseudonyms import Pseudonyms
from genkan.trial.protocol.document import is_digest_of

OF_A_SETTING = frozenset(DEEDS) | {
    TrialEvent.FROZEN,
    TrialEvent.AMENDED,
    TrialEvent.PULSED,
    TrialEvent.PROBED,
    TrialEvent.ERA_BEGAN,
}


class Setting:
    """Takes such events in, in any order."""

    def __init__(self, trial: str, names: Pseudonyms) -> None:
        self._trial = trial
        self._names = names
        self._protocols: dict[int, ProtocolRow] = {}
        self._pulses: list[PulseRow] = []
        self._probes: dict[tuple[str, str, int], ProbeRow] = {}
        self._eras: dict[tuple[str, int], EraRow] = {}
        self._conduct: dict[tuple[str, int], ConductRow] = {}
        self._exclusions: list[ExclusionRow] = []

    def see(self, event: RecordedEvent) -> None:
        """Take one event in; the first of a kind counts, and those of other trials are passed over."""
        try:
            fault = _TAKERS[TrialEvent(event.kind)](self, event)
        except (msgspec.DecodeError, msgspec.ValidationError):
            fault = Fault.UNREADABLE if event.object_id == self._trial else None
        if fault:
            self._exclusions.append(fault_row(event, fault))

    def evidence(self) -> Evidence:
        """What was told, each table in its own order."""
        return Evidence(
            trial=self._trial,
            protocols=tuple(self._protocols[number] for number in sorted(self._protocols)),
            pulses=tuple(sorted(self._pulses, key=lambda row: (row.at, row.person))),
            exclusions=tuple(self._exclusions),
            probes=tuple(self._probes[key] for key in sorted(self._probes)),
            eras=tuple(self._eras[key] for key in sorted(self._eras)),
            conduct=tuple(sorted(self._conduct.values(), key=lambda row: (row.at, row.deed, row.number))),
        )

    def take_protocol(self, event: RecordedEvent) -> Fault | None:
        if event.object_id != self._trial:
            return None
        details = msgspec.json.decode(event.details, type=ProtocolDetails)
        if not is_digest_of(details.document, details.digest):
            return Fault.DIGEST_WRONG
        row = ProtocolRow(
            details.number, event.at, details.digest, event.actor, details.reason, details.document
        )
        return Fault.REPEATED if self._protocols.setdefault(details.number, row) is not row else None

    def take_pulse(self, event: RecordedEvent) -> Fault | None:
        details = msgspec.json.decode(event.details, type=PulsedDetails)
        if details.trial == self._trial:
            person, organisation = self._names.person(event.actor), event.organisation_id or ""
            self._pulses.append(PulseRow(event.at, person, organisation, details.minutes, details.better))
        return None

    def take_probe(self, event: RecordedEvent) -> Fault | None:
        told = msgspec.json.decode(event.details, type=ProbedDetails)
        if told.trial != self._trial:
            return None
        mean = sum(told.lengths) / len(told.lengths) if told.lengths else 0.0
        row = ProbeRow(told.day, told.arm, told.era, told.fingerprint, told.agreement, mean, told.failures)
        return (
            Fault.REPEATED if self._probes.setdefault((row.day, row.arm, row.era), row) is not row else None
        )

    def take_era(self, event: RecordedEvent) -> Fault | None:
        told = msgspec.json.decode(event.details, type=EraDetails)
        if told.trial != self._trial:
            return None
        row = EraRow(event.at, told.arm, told.era, told.reason, told.build)
        return Fault.REPEATED if self._eras.setdefault((row.arm, row.era), row) is not row else None

    def take_conduct(self, event: RecordedEvent) -> Fault | None:
        if event.object_id != self._trial:
            return None
        row = conduct_row(event)
        return Fault.REPEATED if self._conduct.setdefault((row.deed, row.number), row) is not row else None


_TAKERS: Mapping[TrialEvent, Callable[[Setting, RecordedEvent], Fault | None]] = MappingProxyType(
    {
        TrialEvent.FROZEN: Setting.take_protocol,
        TrialEvent.AMENDED: Setting.take_protocol,
        TrialEvent.PULSED: Setting.take_pulse,
        TrialEvent.PROBED: Setting.take_probe,
        TrialEvent.ERA_BEGAN: Setting.take_era,
        **dict.fromkeys(DEEDS, Setting.take_conduct),
    }
)


def read_setting(trial: str, events: Iterable[RecordedEvent], names: Pseudonyms) -> Evidence:
    """The evidence of a trial as a whole, without any exposure; events of other kinds are passed over."""
    setting = Setting(trial, names)
    for event in sorted((one for one in events if one.kind in OF_A_SETTING), key=order_of):
        setting.see(event)
    return setting.evidence()
