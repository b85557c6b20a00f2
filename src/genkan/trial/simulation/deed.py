"""Playing a trial and analysing it, for who plans one."""

from dataclasses import dataclass

import msgspec

from genkan.trial.analysis import Analysis, analyse
from genkan.trial.evidence.rows import Evidence
from genkan.trial.protocol.document import Protocol
from genkan.trial.simulation.covering import Coverage
from genkan.trial.simulation.world import World


@dataclass(frozen=True, kw_only=True)
class SimulationResult:
    """The evidence of a simulated trial, its analysis, and the expected win rates that endless votes would show."""

    evidence: Evidence
    analysis: Analysis
    truth: dict[str, float]


def played_and_analysed(protocol: Protocol, world: World, *, seed: int) -> SimulationResult:
    """One trial with its truth. Raises ``ValueError`` where an information class has fewer than two arms."""
    from genkan.trial.simulation.coverage import truth_of  # NumPy is slow to load
    from genkan.trial.simulation.rows import simulate

    evidence = simulate(protocol, world, seed=seed)
    return SimulationResult(
        evidence=evidence, analysis=analyse(evidence, protocol), truth=truth_of(protocol, world, seed=seed)
    )


def repeated(protocol: Protocol, world: World, *, runs: int, seed: int, draws: int) -> Coverage:
    """Many trials beside their truth, each with ``draws`` samples of persons."""
    from genkan.trial.analysis.plan import plan_of
    from genkan.trial.simulation.coverage import coverage

    plan = plan_of(msgspec.structs.replace(protocol, draws=draws))
    return coverage(protocol, world, runs=runs, seed=seed, plan=plan)
