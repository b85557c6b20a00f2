"""Vectors come, one for each text and all of one length, the same for the same text, with their usage."""

from math import sqrt

from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.finding import Finding, failed, not_applicable, passed

_TEXTS = ("文書の保存期間は五年です。", "出張命令は事前に受けます。", "窓口は平日の九時に開きます。")
_ALIKE = 0.999


async def embeddings(asking: Asking) -> Finding:
    """A text becomes a vector."""
    [vector] = (await asking.embed(_TEXTS[0])).vectors
    return passed(f"{len(vector):,}次元のベクトル")


async def several_texts(asking: Asking) -> Finding:
    """Several texts become as many vectors, in one request."""
    most = asking.endpoint.capabilities.get("most_inputs")
    if most == 1:
        return not_applicable("一度に一つの文章だけを受け付けると登録されています。")
    texts = _TEXTS[:most] if isinstance(most, int) else _TEXTS
    found = await asking.embed(*texts)
    measured = f"{len(texts)}件の文章、互いに異なる{len(set(found.vectors))}件のベクトル"
    return passed(measured) if len(set(found.vectors)) == len(texts) else failed(measured)


async def same_vector(asking: Asking) -> Finding:
    """A text has the same vector when it is asked again: what was indexed can be found."""
    [before] = (await asking.embed(_TEXTS[0])).vectors
    [after] = (await asking.embed(_TEXTS[0])).vectors
    alike = _cosine(before, after)
    measured = f"二度目のベクトルとの類似度{alike:.4f}"
    return passed(measured) if alike >= _ALIKE else failed(measured)


async def usage(asking: Asking) -> Finding:
    """The tokens of the texts are reported."""
    counted = (await asking.embed(_TEXTS[0])).input_tokens
    if counted is None:
        return failed("使用量が報告されません。文字数からの推計として記録します。")
    return passed(f"入力{counted}トークン") if counted > 0 else failed(f"入力{counted}トークン")


def _cosine(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    if len(one) != len(other):
        return 0.0
    lengths = sqrt(sum(x * x for x in one)) * sqrt(sum(x * x for x in other))
    return sum(x * y for x, y in zip(one, other, strict=True)) / lengths if lengths else 0.0
