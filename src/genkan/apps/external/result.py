"""From what an app gave to the output of a run, with what was masked put back."""

from collections.abc import Mapping, Sequence

from genkan.apps.files.kind import media_type_of
from genkan.apps.gennai.answer import Answer
from genkan.apps.gennai.usage import Usage
from genkan.apps.output import Artifact, Output
from genkan.policy import restore


def output_of(answer: Answer, *, originals: Mapping[str, str], notice: str) -> Output:
    """The output; ``originals`` are what placeholders stand for, ``notice`` what the person is told of them."""
    notices = (notice, *(_told(each) for each in answer.usage))
    return Output(
        text=restore(answer.text, originals=originals),
        artifacts=tuple(
            Artifact(file.name, media_type_of(file.content, name=file.name), file.content)
            for file in answer.artifacts
        ),
        notices=tuple(each for each in notices if each),
    )


def tokens_of(usage: Sequence[Usage]) -> tuple[int, int] | None:
    """Tokens in and out of all models together, where the app says anything of them."""
    if not any(each.total_tokens for each in usage):
        return None
    return sum(each.input_tokens for each in usage), sum(each.output_tokens for each in usage)


def _told(usage: Usage) -> str:
    """What the app says of one model; nothing where it says nothing."""
    if not usage.total_tokens and not usage.cost:
        return ""
    parts = [f"入力{usage.input_tokens:,}トークン", f"出力{usage.output_tokens:,}トークン"]
    parts += [f"費用の目安{usage.cost}"] if usage.cost else []
    return f"アプリの申告による利用量（{usage.model or 'モデル名なし'}）: {'、'.join(parts)}"
