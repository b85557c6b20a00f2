"""Tables to which rows are added and in which nothing is ever changed, enforced by the database itself."""

from sqlalchemy import Connection, inspect

APPEND_ONLY_TABLES = (
    "ledger_event",
    "ledger_link",
    "ledger_anchor",
    "selection_edition",
    "selection_submission",
    "selection_decision",
    "selection_signature",
    "trial_protocol",
    "trial_proposal",
)


def install_guards(connection: Connection) -> None:
    """(Re-)create the triggers of every append-only table that exists."""
    existing = set(inspect(connection).get_table_names())
    for table in APPEND_ONLY_TABLES:
        if table in existing:
            _guard(connection, table)


def _guard(connection: Connection, table: str) -> None:
    if connection.dialect.name == "sqlite":
        _guard_sqlite(connection, table)
    else:
        _guard_postgresql(connection, table)


def _guard_sqlite(connection: Connection, table: str) -> None:
    for deed in ("UPDATE", "DELETE"):
        name = f"append_only_{table}_{deed.lower()}"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _guard_postgresql(connection: Connection, table: str) -> None:
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$"
    )
    for name, deed in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        level = "ROW" if name == "change" else "STATEMENT"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS append_only_{table}_{name} ON {table}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER append_only_{table}_{name} BEFORE {deed} ON {table} "
            f"FOR EACH {level} EXECUTE FUNCTION refuse_change()"
        )
