"""How many persons stand behind the votes of each group."""

import numpy as np

from genkan.trial.analysis.columns import Columns
from genkan.trial.analysis.exclusions import excluded
from genkan.trial.protocol.document import Protocol


def voters_by(columns: Columns, protocol: Protocol, dimension: str) -> dict[str, int]:
    """The persons with votes that count, by the name of the group of a dimension."""
    exposures = columns.exposures
    counted = excluded(columns, protocol).rule < 0
    on = counted & (exposures.right >= 0) & (exposures.choice >= 0)
    codes = getattr(exposures, dimension)[on].astype(np.int64)
    pairs = np.unique(codes * max(1, columns.persons) + exposures.person[on])
    groups, persons = np.unique(pairs // max(1, columns.persons), return_counts=True)
    names = {"organisation": columns.organisations, "task": columns.tasks}.get(dimension)
    return {
        str(code) if names is None else names[code]: count
        for code, count in zip(groups.tolist(), persons.tolist(), strict=True)
    }
