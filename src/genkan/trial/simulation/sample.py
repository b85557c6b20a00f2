"""A protocol to simulate where none is given: fictional ministries and arms."""

from genkan.trial.evidence.details import Mode
from genkan.trial.protocol.document import (
    Measure,
    Protocol,
    Stopping,
    TrialArm,
    TrialOrganisation,
    TrialTask,
)


def sample_protocol() -> Protocol:
    """Four arms, three fictional ministries of unequal size, two kinds of work; one arm takes public text only."""
    return Protocol(
        title="模擬の試行",
        purpose="計画の検討",
        opens_on="2026-09-01",
        closes_on="2026-11-30",
        organisations=(
            TrialOrganisation(organisation="reiji-ministry", title="例示省", staff=20_000),
            TrialOrganisation(organisation="reiji-agency", title="例示庁", staff=5_000),
            TrialOrganisation(organisation="reiji-city", title="例示市", staff=1_000),
        ),
        arms=tuple(
            _arm(name, highest) for name, highest in (("alpha", 2), ("beta", 2), ("gamma", 2), ("delta", 1))
        ),
        tasks=(
            TrialTask(task="compare", title="比較", mode=Mode.PAIR, weight=2.0),
            TrialTask(task="chat", title="チャット", mode=Mode.CONVERSATION),
        ),
        information_classes=(1, 2),
        secondary=(Measure.CORRECT, Measure.COMPLETED, Measure.PRICE),
        stopping=Stopping.SEQUENTIAL,
        pair_share=0.5,
        audit_share=0.1,
        pulse_share=0.05,
        planned_half_width=0.05,
        seed="2026",
    )


def _arm(name: str, highest_class: int) -> TrialArm:
    return TrialArm(
        name=name,
        deployment=name,
        title=f"候補 {name}",
        build="1",
        highest_class=highest_class,
        shadow_price_in=100.0,
        shadow_price_out=300.0,
    )
