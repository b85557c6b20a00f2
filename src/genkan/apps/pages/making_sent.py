"""Reading single boxes of forms that browsers sent."""

from starlette.datastructures import FormData

_LONGEST = 700_000


def text_of(form: FormData, name: str) -> str:
    """What stands in a box, empty where there is none; as long as anything that is ever kept."""
    value = form.get(name, "")
    return value.replace("\x00", "")[:_LONGEST] if isinstance(value, str) else ""


def texts_of(form: FormData, name: str) -> tuple[str, ...]:
    """What stands in all boxes of a name."""
    return tuple(
        value.replace("\x00", "")[:_LONGEST] for value in form.getlist(name) if isinstance(value, str)
    )
