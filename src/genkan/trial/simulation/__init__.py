"""A trial played with known truth (試行の模擬): to plan one, and to see whether its analysis can be believed."""

from genkan.trial.simulation.covering import ArmCoverage, Coverage, MarkCoverage
from genkan.trial.simulation.deed import SimulationResult, played_and_analysed, repeated
from genkan.trial.simulation.sample import sample_protocol
from genkan.trial.simulation.world import Drift, World

__all__ = [
    "ArmCoverage",
    "Coverage",
    "Drift",
    "MarkCoverage",
    "SimulationResult",
    "World",
    "played_and_analysed",
    "repeated",
    "sample_protocol",
]
