"""The queries over Parquet files, by DuckDB in bounded memory."""

from genkan.trial.analytics.store.columns import read_columns
from genkan.trial.analytics.store.counting import (
    OutcomeRow,
    PairRow,
    VoteColumns,
    outcome_rows,
    pair_rows,
    person_rows,
    vote_columns,
)
from genkan.trial.analytics.store.opening import MEMORY, opened, write_table

__all__ = [
    "MEMORY",
    "OutcomeRow",
    "PairRow",
    "VoteColumns",
    "opened",
    "outcome_rows",
    "pair_rows",
    "person_rows",
    "read_columns",
    "vote_columns",
    "write_table",
]
