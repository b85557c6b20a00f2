"""Usage by day, filled from the calls that were recorded before."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ANSWERED = "('completed', 'truncated')"
_STOPPED = "'stopped'"
_REFUSED = "('refused_by_policy', 'refused_by_endpoint', 'not_admitted')"


def upgrade() -> None:
    """Create the table and add up the calls."""
    big, number, text = sa.BigInteger(), sa.Integer(), sa.String
    op.create_table(
        "usage_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("organisation_id", text(length=36), nullable=False),
        sa.Column("purpose", text(length=20), nullable=False),
        sa.Column("app", text(length=80), nullable=False),
        sa.Column("model_name", text(length=120), nullable=False),
        sa.Column("deployment_id", text(length=36), nullable=False),
        sa.Column("calls", number, nullable=False),
        sa.Column("refused", number, nullable=False),
        sa.Column("failed", number, nullable=False),
        sa.Column("stopped", number, nullable=False),
        sa.Column("input_tokens", big, nullable=False),
        sa.Column("output_tokens", big, nullable=False),
        sa.Column("estimated_calls", number, nullable=False),
        sa.Column("estimated_tokens", big, nullable=False),
        sa.Column("micro_yen", big, nullable=False),
        sa.Column("unpriced_calls", number, nullable=False),
        sa.Column("first_token_calls", number, nullable=False),
        sa.Column("first_token_ms", big, nullable=False),
        sa.PrimaryKeyConstraint(
            "day",
            "organisation_id",
            "purpose",
            "app",
            "model_name",
            "deployment_id",
            name=op.f("pk_usage_day"),
        ),
    )
    _name_the_models()
    _add_up()


def _name_the_models() -> None:
    """Calls from before models had public names; nothing had been proven of them then."""
    op.execute(
        "UPDATE call SET model_name = coalesce("
        "(SELECT public_name FROM deployment WHERE deployment.id = call.deployment_id), '') WHERE model_name = ''"
    )


def _add_up() -> None:
    if op.get_bind().dialect.name == "sqlite":
        day = "date(call.at, '+9 hours')"
        waited = "CAST(round((julianday(first_token_at) - julianday(call.at)) * 86400000) AS INTEGER)"
    else:
        day = "(call.at AT TIME ZONE 'Asia/Tokyo')::date"
        waited = "floor(extract(epoch FROM first_token_at - call.at) * 1000)"
    tokens = "coalesce(input_tokens, 0) + coalesce(output_tokens, 0)"
    estimated = f"{tokens} > 0 AND NOT coalesce(tokens_reported, false)"
    failed = f"outcome NOT IN {_ANSWERED} AND outcome NOT IN {_REFUSED} AND outcome <> {_STOPPED}"
    op.execute(
        "INSERT INTO usage_day SELECT "  # noqa: S608 - constants only
        f"{day}, organisation_id, purpose, app, model_name, deployment_id, count(*), "
        f"{_number(f'outcome IN {_REFUSED}')}, "
        f"{_number(failed)}, {_number('outcome = ' + _STOPPED)}, "
        "sum(coalesce(input_tokens, 0)), sum(coalesce(output_tokens, 0)), "
        f"{_number(estimated)}, sum(CASE WHEN {estimated} THEN {tokens} ELSE 0 END), "
        f"sum(coalesce(price_micro_yen, 0)), {_number(f'{tokens} > 0 AND price_micro_yen IS NULL')}, "
        f"count(first_token_at), coalesce(sum({waited}), 0) "
        f"FROM call WHERE outcome IS NOT NULL GROUP BY {day}, organisation_id, purpose, app, model_name, deployment_id"
    )


def _number(condition: str) -> str:
    return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"
