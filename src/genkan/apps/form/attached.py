"""Whether the files of a field are as many, as large and of the kinds that it takes."""

from collections.abc import Iterator, Sequence

from genkan.apps.form.faults import FieldFault, Wrong
from genkan.apps.form.field import Field
from genkan.apps.form.values import GivenFile

USUAL_LARGEST_BYTES = 20_000_000


def attached(field: Field, files: Sequence[GivenFile]) -> Iterator[FieldFault]:
    """Each fault of what was attached."""
    if field.required and not files:
        yield FieldFault(field.key, Wrong.NO_FILE.label)
    if len(files) > field.most_files:
        yield FieldFault(field.key, Wrong.TOO_MANY_FILES.label, {"limit": field.most_files})
    limit = field.largest_bytes or USUAL_LARGEST_BYTES
    for file in files:
        if not file.content:
            yield FieldFault(field.key, Wrong.EMPTY_FILE.label, {"name": file.name})
        if len(file.content) > limit:
            sizes: dict[str, object] = {"name": file.name, "limit": f"{limit / 1_000_000:g}"}
            yield FieldFault(field.key, Wrong.LARGE_FILE.label, sizes)
        if not _taken(field, file.name):
            kinds: dict[str, object] = {"name": file.name, "kinds": "、".join(_endings(field))}
            yield FieldFault(field.key, Wrong.OTHER_KIND.label, kinds)


def _endings(field: Field) -> tuple[str, ...]:
    return tuple(each.lower() for each in field.accept if each.startswith("."))


def _taken(field: Field, name: str) -> bool:
    """By the ending of the name, where the field names endings; the content is looked at when the file is read."""
    endings = _endings(field)
    return not endings or name.lower().endswith(endings)
