"""An answer comes, soon, piece by piece, with its usage, and ends where it is told to."""

from statistics import median

from genkan.catalogue import WireProtocol
from genkan.gateway.conformance.asking import Asking
from genkan.gateway.conformance.finding import Finding, failed, in_seconds, not_applicable, passed

_GREETING = "「了解しました。」とだけ答えてください。"
_COUNTING = "1から30までの整数を、1行に一つずつ、順に書いてください。"
_MEASUREMENTS = 5


async def chat(asking: Asking) -> Finding:
    """A question is answered."""
    heard = await asking.ask(_GREETING)
    measured = f"{len(heard.text)}文字の回答、{in_seconds(heard.seconds)}"
    return passed(measured) if heard.text and heard.reason else failed("空の回答でした。")


async def first_token(asking: Asking) -> Finding:
    """How long one waits for the first piece, asked one after the other."""
    waits = [(await asking.ask(_GREETING, max_tokens=16)).first for _ in range(_MEASUREMENTS)]
    return passed(
        f"中央値{in_seconds(median(waits))}、最長{in_seconds(max(waits))}（{_MEASUREMENTS}回の測定）"
    )


async def stream(asking: Asking) -> Finding:
    """A long answer comes in several pieces, one after the other."""
    if asking.endpoint.capabilities.get("streams") is False:
        return not_applicable("逐次の送信に対応しないと登録されています。")
    heard = await asking.ask(_COUNTING)
    if len(heard.pieces) < 2:
        return failed(f"回答（{len(heard.text)}文字）が一度に届きました。")
    spread = heard.times[-1] - heard.times[0]
    return passed(f"{len(heard.pieces)}回に分けて届きました（最初から最後まで{in_seconds(spread)}）。")


async def usage(asking: Asking) -> Finding:
    """The tokens of question and answer are reported."""
    if asking.deployment.protocol == WireProtocol.COTOMI:
        return not_applicable("この通信方式は使用量を返しません。文字数からの推計として記録します。")
    counted = (await asking.ask(_GREETING)).usage
    if counted is None and asking.endpoint.capabilities.get("include_usage") is False:
        return not_applicable("使用量を返さないと登録されています。文字数からの推計として記録します。")
    if counted is None:
        return failed(
            "使用量が報告されません。返さない接続先であれば、特性に「include_usage=false」を登録してください。"
        )
    measured = f"入力{counted.input_tokens}、出力{counted.output_tokens}トークン"
    return passed(measured) if counted.input_tokens > 0 and counted.output_tokens > 0 else failed(measured)


async def stop(asking: Asking) -> Finding:
    """An answer ends before a text that was named, taken from the middle of an answer to the same question."""
    whole = (await asking.ask(_COUNTING, temperature=0)).text.strip()
    if len(whole) < 4:
        return not_applicable("回答が短いため、確かめられませんでした。")
    ending = whole[len(whole) // 2 :][:4].strip() or whole[-4:]
    heard = await asking.ask(_COUNTING, temperature=0, stop=[ending])
    if ending in heard.text:
        return failed(
            f"停止文字列の後も続きました（{len(heard.text)}文字）。"
            "対応しない接続先であれば、特性の「refuses」に「stop」を登録してください。"
        )
    return passed(f"{len(whole)}文字の回答が{len(heard.text)}文字で止まりました。")
