"""The queries of the analysis over Parquet files, by DuckDB in bounded memory.

Each query is one pass with an aggregate or a join by hash, which spills to the folder of temporary files where memory does
not suffice. docs/reference/trial-analysis.md has the same queries for larger stores.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from genkan.trial.analytics.store.opening import MEMORY, opened, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The last revision of the vote of the person to whom a pair was shown, without what is excluded.
_COUNTED = """
    CREATE TEMP TABLE counted AS
    SELECT e.person, e.organisation, e.task, e.information_class, e.at, e.id,
        e."left" || CASE WHEN e.left_era > 1 THEN '@' || e.left_era ELSE '' END AS "left",
        e."right" || CASE WHEN e.right_era > 1 THEN '@' || e.right_era ELSE '' END AS "right",
        v.choice
    FROM read_parquet(getvariable('exposures')) e
    JOIN (
        SELECT exposure, person, arg_max(choice, revision) AS choice
        FROM read_parquet(getvariable('votes')) GROUP BY exposure, person
    ) v ON v.exposure = e.id AND v.person = e.person
    WHERE e."left" <> '' AND e."right" <> ''
        AND (e."left" <> e."right" OR e.left_era <> e.right_era)
        AND e.id NOT IN (SELECT exposure FROM read_parquet(getvariable('exclusions')))
"""
_PAIRS = """
    SELECT organisation, task, information_class,
        least("left", "right") AS first, greatest("left", "right") AS second,
        count(*) FILTER (choice = CASE WHEN "left" < "right" THEN 'a' ELSE 'b' END) AS wins,
        count(*) FILTER (choice IN ('both_good', 'both_bad')) AS ties,
        count(*) FILTER (choice = CASE WHEN "left" < "right" THEN 'b' ELSE 'a' END) AS losses,
        count(DISTINCT person) AS persons
    FROM counted GROUP BY ALL ORDER BY ALL
"""
_OF_PERSONS = """
    SELECT person, organisation, task, information_class,
        least("left", "right") AS first, greatest("left", "right") AS second,
        sum(CASE choice WHEN 'a' THEN 2 WHEN 'b' THEN 0 ELSE 1 END
            * CASE WHEN "left" < "right" THEN 1 ELSE -1 END
            + CASE WHEN "left" < "right" THEN 0 ELSE 2 END) AS half_points,
        count(*) AS votes
    FROM counted GROUP BY ALL
"""
_CODES = (
    "CREATE TEMP TABLE {table} AS SELECT name, row_number() OVER (ORDER BY name) - 1 AS code FROM ({names})"
)
_NAMES = {
    "arms": 'SELECT "left" AS name FROM counted UNION SELECT "right" FROM counted',
    "organisations": "SELECT DISTINCT organisation AS name FROM counted",
    "tasks": "SELECT DISTINCT task AS name FROM counted",
    "persons": "SELECT DISTINCT person AS name FROM counted",
}
_VOTES = """
    SELECT p.code AS person, l.code::SMALLINT AS "left", r.code::SMALLINT AS "right",
        CASE c.choice WHEN 'a' THEN 0 WHEN 'b' THEN 1 WHEN 'both_good' THEN 2 ELSE 3 END::TINYINT AS choice,
        o.code::SMALLINT AS organisation, t.code::SMALLINT AS task,
        c.information_class::TINYINT AS information_class,
        coalesce(a.characters, -1)::INTEGER AS left_length, coalesce(b.characters, -1)::INTEGER AS right_length
    FROM counted c
    JOIN persons p ON p.name = c.person JOIN organisations o ON o.name = c.organisation
    JOIN tasks t ON t.name = c.task
    JOIN arms l ON l.name = c."left" JOIN arms r ON r.name = c."right"
    LEFT JOIN (SELECT exposure, characters FROM read_parquet(getvariable('answers')) WHERE side = 'a') a
        ON a.exposure = c.id
    LEFT JOIN (SELECT exposure, characters FROM read_parquet(getvariable('answers')) WHERE side = 'b') b
        ON b.exposure = c.id
    ORDER BY c.person, c.at, c.id
"""
_OUTCOMES = """
    SELECT a.arm || CASE WHEN a.era > 1 THEN '@' || a.era ELSE '' END AS arm,
        count(*) AS answers, count(*) FILTER (outcome = 'completed') AS completed,
        quantile_cont(total_ms, 0.5) FILTER (outcome = 'completed') AS total_ms_median,
        quantile_cont(total_ms, 0.95) FILTER (outcome = 'completed') AS total_ms_95,
        coalesce(sum(cost_microyen), 0)::BIGINT AS microyen,
        coalesce(sum(shadow_microyen), 0)::BIGINT AS shadow_microyen
    FROM read_parquet(getvariable('answers')) a
    WHERE a.exposure NOT IN (SELECT exposure FROM read_parquet(getvariable('exclusions')))
    GROUP BY ALL ORDER BY ALL
"""


class PairRow(NamedTuple):
    """How often the first of two arms won, tied and lost in one ministry, task and class; eras are apart."""

    organisation: str
    task: str
    information_class: int
    first: str
    second: str
    wins: int
    ties: int
    losses: int
    persons: int


class OutcomeRow(NamedTuple):
    """How the answers of an arm ended; prices are millionths of a yen."""

    arm: str
    answers: int
    completed: int
    total_ms_median: float | None
    total_ms_95: float | None
    microyen: int
    shadow_microyen: int


def pair_rows(folder: Path, *, memory: str = MEMORY) -> tuple[PairRow, ...]:
    """The counts of pairs by ministry, task and class."""
    with opened(folder, memory=memory) as database:
        database.execute(_COUNTED)
        return tuple(PairRow(*row) for row in database.execute(_PAIRS).fetchall())


def outcome_rows(folder: Path, *, memory: str = MEMORY) -> tuple[OutcomeRow, ...]:
    """How the answers of each arm ended."""
    with opened(folder, memory=memory) as database:
        return tuple(OutcomeRow(*row) for row in database.execute(_OUTCOMES).fetchall())


def person_rows(folder: Path, file: Path, *, memory: str = MEMORY) -> int:
    """Write the counts by person, ministry, task, class and pair as Parquet; returns how many rows there are."""
    with opened(folder, memory=memory) as database:
        database.execute(_COUNTED)
        done = database.execute(f"COPY ({_OF_PERSONS}) TO {quoted(str(file))} (FORMAT parquet)").fetchone()
        return int(done[0]) if done else 0


class VoteColumns(NamedTuple):
    """The columns of a table of votes as arrays by name, and the names that they are places of."""

    arrays: dict[str, Any]
    arms: tuple[str, ...]
    organisations: tuple[str, ...]
    tasks: tuple[str, ...]
    persons: int


def vote_columns(folder: Path, *, memory: str = MEMORY) -> VoteColumns:
    """Every vote that counts, in the order of persons and moments."""
    with opened(folder, memory=memory) as database:
        database.execute(_COUNTED)
        for table, names in _NAMES.items():
            database.execute(_CODES.format(table=table, names=names))
        found = {table: _names(database, table) for table in ("arms", "organisations", "tasks")}
        persons = database.execute("SELECT count(*) FROM persons").fetchone()
        arrays = database.execute(_VOTES).fetchnumpy()
        return VoteColumns(dict(arrays), persons=int(persons[0]) if persons else 0, **found)


def _names(database: "DuckDBPyConnection", table: str) -> tuple[str, ...]:
    rows = database.execute(f"SELECT name FROM {table} ORDER BY code").fetchall()  # noqa: S608 - a name of this file
    return tuple(str(row[0]) for row in rows)
