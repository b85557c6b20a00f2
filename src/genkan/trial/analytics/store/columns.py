"""The columns of the analysis out of Parquet files: joins and sorting are DuckDB's, in bounded memory.

Rows come in the order in which the files have them, so that every sum is added in the order in which rows give it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from genkan.trial.analysis.columns import (
    AnswerColumns,
    Columns,
    ExposureColumns,
    Guessed,
    Marked,
    Used,
)
from genkan.trial.analytics.store.opening import MEMORY, opened
from genkan.trial.evidence import TABLES, WITHOUT_VENDORS_STAFF, Evidence, MarkRow, UseRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LABEL = "{arm} || CASE WHEN {era} > 1 THEN '@' || {era} ELSE '' END"
_LEFT = _LABEL.format(arm='"left"', era="left_era")
_RIGHT = _LABEL.format(arm='"right"', era="right_era")
_SHOWN = _LABEL.format(arm="arm", era="era")
_PLACED = """
    CREATE TEMP TABLE placed AS
    SELECT file_row_number AS place, id, person FROM read_parquet(getvariable('exposures'), file_row_number = true)
"""
# The names of each kind, whose places are their order by bytes, which is that of code points.
_NAMES = {
    "persons": "SELECT DISTINCT person AS name FROM read_parquet(getvariable('exposures'))",
    "organisations": "SELECT DISTINCT organisation AS name FROM read_parquet(getvariable('exposures'))",
    "tasks": "SELECT DISTINCT task AS name FROM read_parquet(getvariable('exposures'))",
    "builds": "SELECT DISTINCT build AS name FROM read_parquet(getvariable('answers'))",
    "outcomes": "SELECT DISTINCT outcome AS name FROM read_parquet(getvariable('answers'))",
    "rules": "SELECT DISTINCT rule AS name FROM read_parquet(getvariable('exclusions'))",
}
_KEYS = f"""
    CREATE TEMP TABLE keys AS
    SELECT name, any_value(arm) AS arm, any_value(era) AS era, row_number() OVER (ORDER BY name) - 1 AS code FROM (
        SELECT {_LEFT} AS name, "left" AS arm, left_era AS era FROM read_parquet(getvariable('exposures'))
        UNION SELECT {_RIGHT}, "right", right_era FROM read_parquet(getvariable('exposures')) WHERE "right" <> ''
        UNION SELECT {_SHOWN}, arm, era FROM read_parquet(getvariable('answers'))
    ) GROUP BY name
"""  # noqa: S608 - constants
_ARMS = """
    CREATE TEMP TABLE arms AS
    SELECT name, row_number() OVER (ORDER BY name) - 1 AS code FROM (SELECT DISTINCT arm AS name FROM keys)
"""
# Of each exposure the last revision of its own person, and when the first row of any vote was written.
_VOTED = """
    CREATE TEMP TABLE voted AS
    SELECT p.place,
        arg_max(v.choice, v.revision) FILTER (v.person = p.person) AS choice,
        arg_min(v.at, v.file_row_number) AS first
    FROM read_parquet(getvariable('votes'), file_row_number = true) v JOIN placed p ON p.id = v.exposure
    GROUP BY p.place
"""
_RECORDED = """
    CREATE TEMP TABLE recorded AS
    SELECT p.place, arg_min(x.rule, x.file_row_number) AS rule
    FROM read_parquet(getvariable('exclusions'), file_row_number = true) x JOIN placed p ON p.id = x.exposure
    GROUP BY p.place
"""
_EXPOSURES = f"""
    SELECT p.code AS person, o.code AS organisation, t.code AS task, e.information_class,
        epoch_us(e.at) AS at, row_number() OVER (ORDER BY e.id) - 1 AS rank,
        l.code AS "left", coalesce(r.code, -1) AS "right",
        la.code AS left_arm, coalesce(ra.code, -1) AS right_arm, len(e.eligible) AS eligible,
        CASE v.choice WHEN 'a' THEN 0 WHEN 'b' THEN 1 WHEN 'both_good' THEN 2 WHEN 'both_bad' THEN 3 ELSE -1 END AS choice,
        coalesce(epoch_us(v.first), -1) AS first_vote, coalesce(u.code, -1) AS recorded
    FROM (
        SELECT *, {_LEFT} AS left_key, {_RIGHT} AS right_key
        FROM read_parquet(getvariable('exposures'), file_row_number = true)
    ) e
    JOIN persons p ON p.name = e.person JOIN organisations o ON o.name = e.organisation
    JOIN tasks t ON t.name = e.task JOIN keys l ON l.name = e.left_key JOIN arms la ON la.name = e."left"
    LEFT JOIN keys r ON r.name = e.right_key AND e."right" <> ''
    LEFT JOIN arms ra ON ra.name = e."right" AND e."right" <> ''
    LEFT JOIN voted v ON v.place = e.file_row_number
    LEFT JOIN recorded d ON d.place = e.file_row_number LEFT JOIN rules u ON u.name = d.rule
    ORDER BY e.file_row_number
"""  # noqa: S608 - constants
_COUNTS = (
    *("first_token_ms", "total_ms", "cost_microyen", "shadow_microyen", "citations", "citations_verified"),
    *("quotations", "quotations_faithful", "style_findings", "personal_data"),
)
_ANSWERS = f"""
    SELECT p.place AS exposure, CASE a.side WHEN 'a' THEN 0 WHEN 'b' THEN 1 ELSE -1 END AS side,
        k.code AS key, m.code AS arm, a.era, b.code AS build, o.code AS outcome, a.characters,
        {", ".join(f"coalesce(a.{name}, -1) AS {name}" for name in _COUNTS)},
        coalesce(a.japanese::TINYINT, -1) AS japanese, coalesce(a.refused::TINYINT, -1) AS refused
    FROM (
        SELECT *, {_SHOWN} AS shown FROM read_parquet(getvariable('answers'), file_row_number = true)
    ) a
    JOIN placed p ON p.id = a.exposure JOIN keys k ON k.name = a.shown JOIN arms m ON m.name = a.arm
    JOIN builds b ON b.name = a.build JOIN outcomes o ON o.name = a.outcome
    ORDER BY a.file_row_number
"""  # noqa: S608 - constants
_RESTRICTED = """
    SELECT split_part(reason, '=', 1) AS name, information_class, count(*)
    FROM (SELECT unnest(restricted) AS reason, information_class FROM read_parquet(getvariable('exposures')))
    GROUP BY ALL
"""
_NO_VENDORS_STAFF = f"""
    person NOT IN (
        SELECT p.person FROM placed p JOIN read_parquet(getvariable('exclusions')) x ON p.id = x.exposure
        WHERE x.rule = '{WITHOUT_VENDORS_STAFF}'
    )
"""  # noqa: S608 - constants
_REVISED = "SELECT count(DISTINCT exposure) FROM read_parquet(getvariable('votes')) WHERE revision > 1"


def read_columns(folder: Path, trial: str, *, memory: str = MEMORY) -> Columns:
    """The evidence of a trial in exported files. Raises ``OSError`` where one is missing."""
    for table in TABLES:
        (folder / f"{table}.parquet").stat()
    with opened(folder, memory=memory) as database:
        names = _name(database)
        exposures = _arrays(database, _EXPOSURES, ExposureColumns)
        answers = _arrays(database, _ANSWERS, AnswerColumns)
        return Columns(
            rest=_rest(database, trial),
            persons=names.pop("persons"),
            key_parts=_key_parts(database),
            exposures=ExposureColumns(**exposures),
            answers=AnswerColumns(**answers),
            guesses=tuple(Guessed(*row) for row in _of_exposures(database, "guesses", ("a", "b"))),
            marks=tuple(Marked(place, MarkRow(*row)) for place, *row in _rows(database, "marks", MarkRow)),
            uses=tuple(Used(place, UseRow(*row)) for place, *row in _rows(database, "uses", UseRow)),
            restricted={
                (name, level): count for name, level, count in database.execute(_RESTRICTED).fetchall()
            },
            revised=_number(database, _REVISED),
            **names,
        )


def _name(database: "DuckDBPyConnection") -> dict[str, Any]:
    """Make the tables of names and places; the names of each kind, and how many persons there are."""
    database.execute(_PLACED)
    database.execute(_KEYS)
    database.execute(_ARMS)
    for table, query in _NAMES.items():
        database.execute(
            f"CREATE TEMP TABLE {table} AS SELECT name, row_number() OVER (ORDER BY name) - 1 AS code FROM ({query})"  # noqa: S608 - constants
        )
    database.execute(_VOTED)
    database.execute(_RECORDED)
    kinds = ("organisations", "tasks", "arms", "keys", "builds", "outcomes", "rules")
    found: dict[str, Any] = {kind: _names_in(database, kind) for kind in kinds}
    return {**found, "persons": _number(database, "SELECT count(*) FROM persons")}


def _names_in(database: "DuckDBPyConnection", table: str) -> tuple[str, ...]:
    rows = database.execute(f"SELECT name FROM {table} ORDER BY code").fetchall()  # noqa: S608 - a name of this file
    return tuple(str(row[0]) for row in rows)


def _key_parts(database: "DuckDBPyConnection") -> tuple[tuple[str, int], ...]:
    rows = database.execute("SELECT arm, era FROM keys ORDER BY code").fetchall()
    return tuple((str(arm), int(era)) for arm, era in rows)


def _number(database: "DuckDBPyConnection", query: str) -> int:
    found = database.execute(query).fetchone()
    return int(found[0]) if found else 0


def _arrays(database: "DuckDBPyConnection", query: str, kind: type) -> Mapping[str, Any]:
    """The columns of a query in the types that the kind declares."""
    from genkan.trial.analysis.flattening import TYPES  # NumPy is slow to load

    found = database.execute(query).fetchnumpy()
    return {name: found.pop(name).astype(of, copy=False) for name, of in TYPES[kind].items()}


def _rows(database: "DuckDBPyConnection", table: str, kind: type[msgspec.Struct]) -> list[tuple[Any, ...]]:
    return _of_exposures(database, table, kind.__struct_fields__)


def _of_exposures(
    database: "DuckDBPyConnection", table: str, fields: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """The rows of a table whose exposure is known, each after its place."""
    names = ", ".join(f'r."{name}"' for name in fields)
    query = (
        f"SELECT p.place, {names} FROM read_parquet(getvariable('{table}'), file_row_number = true) r "  # noqa: S608 - constants
        "JOIN placed p ON p.id = r.exposure ORDER BY r.file_row_number"
    )
    return [tuple(map(_plain, row)) for row in database.execute(query).fetchall()]


def _rest(database: "DuckDBPyConnection", trial: str) -> Evidence:
    """The tables that stay small, as rows."""
    tables = {table: _whole(database, table) for table in ("protocols", "probes", "eras")}
    tables["pulses"] = _whole(database, "pulses", where=_NO_VENDORS_STAFF)
    return Evidence(trial=trial, **tables)  # pyright: ignore[reportArgumentType]


def _whole(database: "DuckDBPyConnection", table: str, *, where: str = "true") -> tuple[msgspec.Struct, ...]:
    kind = TABLES[table]
    names = ", ".join(f'"{name}"' for name in kind.__struct_fields__)
    query = (
        f"SELECT {names} FROM read_parquet(getvariable('{table}'), file_row_number = true) "  # noqa: S608 - constants
        f"WHERE {where} ORDER BY file_row_number"
    )
    return tuple(kind(*map(_plain, row)) for row in database.execute(query).fetchall())


def _plain(value: Any) -> Any:
    """A value as rows have it: moments in UTC, lists as tuples."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value
