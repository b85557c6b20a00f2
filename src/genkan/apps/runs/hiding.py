"""A run as somebody may see it who must not know which model did it."""

from dataclasses import replace

from genkan.apps.run import Failure, Run
from genkan.apps.runs.trial import Hide


def without_names(run: Run, hide: Hide | None) -> Run:
    """The run with the names of models hidden in everything that came out; unchanged where nothing is to be hidden."""
    if hide is None:
        return run
    return replace(
        run,
        text=hide(run.text),
        checks=tuple(
            replace(check, details=tuple(hide(detail) for detail in check.details)) for check in run.checks
        ),
        notices=tuple(hide(notice) for notice in run.notices),
        failure=_without_names(run.failure, hide) if run.failure else None,
    )


def content_without_names(content: bytes, media_type: str, hide: Hide | None) -> bytes:
    """The same for a file that an app made; one that is no text is left as it is."""
    if hide is None or not media_type.startswith("text/"):
        return content
    return hide(content.decode(errors="replace")).encode()


def _without_names(failure: Failure, hide: Hide) -> Failure:
    """Sentences are the house's own; only what fills them could tell."""
    details = {
        name: hide(value) if isinstance(value, str) else value for name, value in failure.details.items()
    }
    return replace(failure, details=details)
