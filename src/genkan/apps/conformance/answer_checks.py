"""The shape of an answer, in whole and in its parts; pure."""

from collections.abc import Iterable, Iterator

from genkan.apps.conformance.finding import Check, Finding
from genkan.apps.gennai.answer import read_answer
from genkan.apps.gennai.errors import FileUnreadable, ShapeProblem
from genkan.apps.gennai.files import read_artifacts
from genkan.apps.gennai.objects import Object, as_object, object_in, objects_in
from genkan.fetch import Fetched

_ANSWER = Check("answer", "outputsをもつJSONを返す", "同期の応答")
_JSON = Check("json", "応答をJSONと示す", "Content-Type: application/json")
_ARTIFACTS = Check("artifacts", "成果物をbase64で返す", "artifacts")
_USAGE = Check("usage", "利用量を示す", "usageMetadata")
_TOKENS = (
    ("promptTokenCount", "candidatesTokenCount", "totalTokenCount"),
    ("inputTokens", "outputTokens", "totalTokens"),
)


def check_answer(answer: Fetched) -> Iterator[Finding]:
    """The findings on the answer to a request of the protocol."""
    found = object_in(answer.content)
    yield _JSON.of(answer.media_type == "application/json", told=f"Content-Type: {answer.media_type}")
    yield _whole(answer, found)
    yield check_artifacts(found or {}, name_of_content="content")
    yield _usage(found or {})


def check_artifacts(found: Object, *, name_of_content: str) -> Finding:
    """Files that the app made; a status has another key for their content."""
    artifacts = objects_in(found.get("artifacts"))
    if not artifacts:
        return _ARTIFACTS.not_tried("成果物のない応答でした。")
    try:
        read_artifacts(found.get("artifacts"))
    except FileUnreadable as problem:
        return _ARTIFACTS.failed(problem.sentence.format_map(problem.details))
    named = all("display_name" in each and name_of_content in each for each in artifacts)
    return _ARTIFACTS.of(named, told=f"display_name及び{name_of_content}がそろっていません。")


def _whole(answer: Fetched, found: Object | None) -> Finding:
    if found is None:
        return _ANSWER.failed("JSONオブジェクトではありません。")
    try:
        read_answer(answer.status, answer.content)
    except ShapeProblem as problem:
        return _ANSWER.failed(problem.sentence.format_map(problem.details))
    return _ANSWER.of(isinstance(found.get("outputs"), str), told="outputsが文字列ではありません。")


def _usage(found: Object) -> Finding:
    usage = objects_in(found.get("usageMetadata"))
    if not usage:
        return _USAGE.not_tried("利用量のない応答でした。")
    return _USAGE.of(all(_is_spelt(each) for each in usage), told="tokensの名前が、どの表記とも違います。")


def _is_spelt(usage: Object) -> bool:
    tokens = as_object(usage.get("tokens")) or {}
    return any(_are_counts(tokens, names) for names in _TOKENS)


def _are_counts(tokens: Object, names: Iterable[str]) -> bool:
    return all(isinstance(tokens.get(name), int) for name in names)
