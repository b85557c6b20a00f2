"""Work evidence: whether an answer was copied, exported, sent, corrected or dropped, and how far it was edited."""

from genkan.trial.work.final_text import FinalMeasure, measure_final
from genkan.trial.work.keeping import EvidenceKeeping
from genkan.trial.work.recording import UseRecorder, takes_part

__all__ = ["EvidenceKeeping", "FinalMeasure", "UseRecorder", "measure_final", "takes_part"]
