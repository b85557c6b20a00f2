"""Analysis of very large trials: evidence as Parquet, and its counts by DuckDB in bounded memory."""

from genkan.trial.analytics.exporting import (
    Exporting,
    export_evidence,
    export_lines,
    export_portions,
    read_votes,
)
from genkan.trial.analytics.store import (
    OutcomeRow,
    PairRow,
    outcome_rows,
    pair_rows,
    person_rows,
    read_columns,
)

__all__ = [
    "Exporting",
    "OutcomeRow",
    "PairRow",
    "export_evidence",
    "export_lines",
    "export_portions",
    "outcome_rows",
    "pair_rows",
    "person_rows",
    "read_columns",
    "read_votes",
]
