"""A run as the protocol tells it: promised, done, or on its way."""

from genkan.apps import (
    AsyncState,
    Run,
    RunState,
    Told,
    write_answer,
    write_failure,
    write_promise,
    write_standing,
)

_OK, _UNAVAILABLE = 200, 503
_STATES = {
    RunState.WAITING: AsyncState.PENDING,
    RunState.RUNNING: AsyncState.IN_PROGRESS,
    RunState.AWAITED: AsyncState.IN_PROGRESS,
    RunState.COMPLETED: AsyncState.COMPLETED,
}
_STOPPED = "実行が途中で終わりました。もう一度お試しください。"


def told_at_first(app_id: str, run_id: str) -> dict[str, object]:
    """The promise of an answer, with where to ask for it."""
    return write_promise(run_id, status_url=f"/gennai/apps/{app_id}/requests/{run_id}")


def told_at_once(told: Told) -> tuple[dict[str, object], int]:
    """The body and the status of an answer that did not take long."""
    run = told.run
    if run.state is RunState.COMPLETED:
        return write_answer(_text_of(run), artifacts=told.made, usage=told.usage), _OK
    return write_failure(_failure_of(run)), _UNAVAILABLE


def told_later(told: Told) -> dict[str, object]:
    """The document behind the status address."""
    run = told.run
    state = _STATES.get(run.state, AsyncState.ERROR)
    return write_standing(
        run.id,
        state=state,
        created_at=run.created_at,
        updated_at=run.ended_at or run.started_at or run.created_at,
        progress=run.advance.label,
        text=_text_of(run),
        artifacts=told.made,
        usage=told.usage,
        error=_failure_of(run) if state is AsyncState.ERROR else "",
    )


def _text_of(run: Run) -> str:
    """The output with what a person has to know of it."""
    return "\n\n".join([run.text, *(f"> {notice}" for notice in run.notices)])


def _failure_of(run: Run) -> str:
    failure = run.failure
    if failure is None:
        return _STOPPED
    return f"{failure.sentence}{failure.next_step}".format_map(failure.details)
