"""Whether the content of a file is what its name and its field say."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from genkan.apps.files.kind import UNKNOWN, media_type_of
from genkan.apps.files.naming import ending_types, spoken_kind
from genkan.apps.files.packed import is_encrypted
from genkan.apps.form.faults import FieldFault
from genkan.apps.form.field import Field, Form
from genkan.apps.form.values import Filled, GivenFile


def content_faults(form: Form, filled: Filled) -> Iterator[FieldFault]:
    """Each file whose content is something else than its name says, or of no kind that its field takes."""
    for key, files in filled.files.items():
        field = form.field(key)
        if field is not None:
            yield from (fault for file in files for fault in _faults(field, file))


def locked_fault(key: str, file: GivenFile) -> FieldFault:
    """The fault of a file that wants a password."""
    return FieldFault(key, _LOCKED, {"name": file.name})


def _faults(field: Field, file: GivenFile) -> Iterator[FieldFault]:
    ending = PurePosixPath(file.name.lower()).suffix
    media_type = media_type_of(file.content, name=file.name)
    expected = ending_types(ending)
    told: dict[str, object] = {"name": file.name, "ending": ending, "kind": spoken_kind(media_type)}
    if is_encrypted(file.content):
        yield locked_fault(field.key, file)
    elif expected and not _is_one_of(media_type, expected):
        yield FieldFault(field.key, _mismatch(media_type), told)
    elif not _taken(field, ending, media_type):
        yield FieldFault(field.key, "「{name}」は、中身がこの項目で受け付ける種類ではありません。", told)


_LOCKED = "「{name}」にはパスワードが設定されています。解除して保存し直してください。"


def _mismatch(media_type: str) -> str:
    if media_type == UNKNOWN:
        return "「{name}」の中身は、名前の種類（{ending}）のファイルとして読み取れません。壊れていないか確かめてください。"
    if media_type.startswith("text/"):
        return "「{name}」の中身は文字だけで、名前の種類（{ending}）と一致しません。元のアプリで保存し直してください。"
    return (
        "「{name}」の中身は{kind}で、名前の種類（{ending}）と一致しません。元のアプリで保存し直してください。"
    )


def _taken(field: Field, ending: str, media_type: str) -> bool:
    """As ``accept`` of HTML has it: one of its endings, media types or ``image/*`` fits; none takes everything."""
    accepted = [each.strip().lower() for each in field.accept]
    return not accepted or ending in accepted or _is_one_of(media_type, accepted)


def _is_one_of(media_type: str, expected: Sequence[str]) -> bool:
    family = media_type.partition("/")[0] + "/*"
    return any(each in (media_type.lower(), family, "*/*") for each in expected)
