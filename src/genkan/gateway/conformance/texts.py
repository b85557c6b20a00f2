"""Long texts go in, and Japanese comes back as it went."""

from difflib import SequenceMatcher

from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.finding import Finding, failed, in_seconds, not_applicable, passed

_SENTENCE = "髙橋さんは、①の書類を㈱例示へ送り、〜から｢葛󠄀城｣の辻󠄀までを確かめた。😀"
_LINE = "この行は、長い入力を確かめるための文章です。内容に意味はありません。\n"
_USUAL_LENGTH = 4_000
_MOST_LENGTH = 30_000
_LOST = "\ufffd"
_MOSTLY = 0.5


async def long_input(asking: Asking) -> Finding:
    """A question of half the declared context (one character a token), else of 4,000 characters, is answered."""
    length = _length(asking)
    text = (_LINE * (length // len(_LINE) + 1))[:length]
    heard = await asking.ask(f"{text}\n以上を読んだら「読みました。」とだけ答えてください。", max_tokens=32)
    if heard.text:
        return passed(f"{length}文字の入力、最初の文字まで{in_seconds(heard.first)}")
    if heard.usage is not None and heard.usage.output_tokens > 0:
        return passed(f"{length}文字の入力、表示される文字のない{heard.usage.output_tokens}トークンの回答")
    return failed(f"{length}文字の入力に、空の回答でした。")


async def japanese(asking: Asking) -> Finding:
    """Rare characters, variants and an emoji come back unharmed."""
    heard = await asking.ask(f"次の文を、一字も変えずにそのまま繰り返してください。\n{_SENTENCE}")
    if _SENTENCE in heard.text:
        return passed("異体字、機種依存文字及び絵文字を含む文が、元のまま戻りました。")
    if _LOST in heard.text and _repeated(heard.text) >= _MOSTLY:
        return failed("文字化けした文字が含まれていました。")
    return not_applicable("モデルが文を元のまま繰り返さなかったため、確かめられませんでした。")


def _repeated(answer: str) -> float:
    """The part of the sentence that came back in its order: a model that says something else says nothing of harm."""
    return sum(block.size for block in SequenceMatcher(None, _SENTENCE, answer).get_matching_blocks()) / len(
        _SENTENCE
    )


def _length(asking: Asking) -> int:
    context = asking.endpoint.capabilities.get("context_tokens")
    return min(context // 2, _MOST_LENGTH) if isinstance(context, int) else _USUAL_LENGTH
