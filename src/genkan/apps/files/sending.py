"""How much a form may bring altogether, looked at before any of it is read."""

from genkan.apps.files.errors import SendingTooLarge
from genkan.apps.form.attached import USUAL_LARGEST_BYTES
from genkan.apps.form.field import FieldKind, Form

# Long texts, percent signs and the frames between the parts of a form.
_BESIDE_FILES = 20_000_000


def check_length(form: Form, length: str | None) -> None:
    """Let a form pass by what its ``Content-Length`` says, which every browser sends. Raises ``SendingTooLarge``."""
    if length is None or not length.isdecimal() or int(length) > _most(form):
        raise SendingTooLarge


def _most(form: Form) -> int:
    fields = [field for field in form.asked if field.kind is FieldKind.FILE]
    files = sum((field.largest_bytes or USUAL_LARGEST_BYTES) * field.most_files for field in fields)
    return files + _BESIDE_FILES
