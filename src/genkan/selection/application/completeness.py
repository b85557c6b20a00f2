"""What an application does not bring yet: told to the vendor before, and kept with what was handed in."""

from collections.abc import Iterator, Sequence

from genkan.selection.application.content import ApplicationContent
from genkan.selection.call.content import CallContent
from genkan.selection.documents.document import Document


def missing_parts(
    call: CallContent, content: ApplicationContent, files: Sequence[Document]
) -> tuple[str, ...]:
    """Names in Japanese of everything that is asked for and not there, in the order of the form."""
    return tuple(_missing(call, content, files))


def _missing(call: CallContent, content: ApplicationContent, files: Sequence[Document]) -> Iterator[str]:
    brought = {each.asked for each in files}
    yield from (
        f"書類「{each.title}」" for each in call.documents if each.required and each.key not in brought
    )
    needed = (
        ("連絡先", content.contact),
        ("モデルの名称", content.model.name),
        ("独自開発か派生かの別", content.model.origin),
        ("接続先のアドレス", content.endpoint.address),
        ("接続の方式", content.endpoint.protocol),
        ("接続先でのモデルの名前", content.endpoint.remote_model),
        ("公募の条件への同意", content.consents),
    )
    yield from (name for name, value in needed if not value)
    held = {each.id for each in files}
    for criterion in call.reviewed:
        fact = content.fact(criterion.key)
        if not fact.claim:
            yield f"基準「{criterion.title}」の説明"
        elif fact.file_id not in held:
            yield f"基準「{criterion.title}」の根拠となる書類"
