"""From rows to runs and back."""

from typing import cast

import msgspec
from sqlalchemy import RowMapping

from genkan.apps.output import Check
from genkan.apps.run import Advance, Failure, FileSide, Run, RunFile, RunState
from genkan.catalogue import InformationClass


def run_of(row: RowMapping) -> Run:
    """The run of a row of the table."""
    return Run(
        id=row["id"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        app_id=row["app_id"],
        title=row["title"],
        values=cast("dict[str, str]", row["values"]),
        information_class=InformationClass(row["information_class"]),
        deployment_id=row["deployment_id"],
        session_id=row["session_id"],
        previous_id=row["previous_id"],
        state=RunState(row["state"]),
        advance=Advance(row["done"], row["of"], row["label"]),
        stop_asked=row["stop_asked"],
        text=row["text"],
        checks=tuple(msgspec.convert(check, Check) for check in row["checks"]),
        notices=tuple(row["notices"]),
        failure=Failure(**row["failure"]) if row["failure"] else None,
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        api_key_id=row["api_key_id"],
        outside_user=row["outside_user"],
        pair_id=row["pair_id"],
        side=row["side"],
        picked_id=row["picked_id"],
    )


def row_of(run: Run) -> dict[str, object]:
    """The columns of a new run."""
    return {
        "id": run.id,
        "person_id": run.person_id,
        "organisation_id": run.organisation_id,
        "app_id": run.app_id,
        "title": run.title,
        "values": dict(run.values),
        "information_class": int(run.information_class),
        "deployment_id": run.deployment_id,
        "session_id": run.session_id,
        "previous_id": run.previous_id,
        "state": run.state,
        "done": run.advance.done,
        "of": run.advance.of,
        "label": run.advance.label,
        "stop_asked": run.stop_asked,
        "text": run.text,
        "checks": [msgspec.to_builtins(check) for check in run.checks],
        "notices": list(run.notices),
        "failure": msgspec.to_builtins(run.failure) if run.failure else None,
        "created_at": run.created_at,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "api_key_id": run.api_key_id,
        "outside_user": run.outside_user,
        "pair_id": run.pair_id,
        "side": run.side,
        "picked_id": run.picked_id,
    }


def file_of(row: RowMapping) -> RunFile:
    """The file of a row, without its content."""
    return RunFile(
        id=row["id"],
        run_id=row["run_id"],
        side=FileSide(row["side"]),
        key=row["key"],
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
    )
