"""Whether an app does anything with the conversation before: a number is told there, and asked for."""

from secrets import randbelow

from genkan.apps.conformance.asking import Asking
from genkan.apps.conformance.finding import Check, Finding
from genkan.apps.conformance.later_checks import settled
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.gennai.conversation import Turn
from genkan.apps.gennai.objects import object_in, text_in
from genkan.fetch import Fetched

HISTORY = Check("history", "会話の履歴を受け付け、応答に生かす", "conversation_histories")
_QUESTION = "前の回答に書かれた控えの番号を、そのまま答えてください。"
_REFUSED = 400


async def check_history(asking: Asking) -> Finding:
    """Passes where the answer has the number, or is another one than without the conversation and else always the same.

    Raises the errors under ``ShapeProblem`` and ``FetchProblem``.
    """
    form = asking.target.form
    if not form.continues:
        return HISTORY.not_tried("会話を続けるアプリではありません。")
    number = str(100_000 + randbelow(900_000))
    answer = await _asked(asking, _turns(form, number))
    if answer.status >= _REFUSED:
        return HISTORY.failed(f"履歴のあるリクエストにHTTP {answer.status}を返しました。")
    if number in _output(answer):
        return HISTORY.passed("履歴にだけある番号が、応答にありました。")
    return await _compared(asking, _output(answer))


async def _compared(asking: Asking, output: str) -> Finding:
    without = _output(await _asked(asking, ()))
    if output == without:
        return HISTORY.failed("履歴があっても応答が同じでした。履歴が使われていません。")
    if _output(await _asked(asking, ())) == without:
        return HISTORY.passed("履歴により、応答が変わりました。")
    return HISTORY.not_tried(
        "応答が毎回違うため、履歴が使われたか分かりません。応答を読んで確かめてください。"
    )


async def _asked(asking: Asking, turns: tuple[Turn, ...]) -> Fetched:
    question = {field.key: _QUESTION for field in asking.target.form.asked if _takes(field)}
    first = dict(list(question.items())[:1])
    return await settled(asking, await asking.ask(first, turns=turns))


def _takes(field: Field) -> bool:
    """Whether the question can be put into a field."""
    shortest, longest = field.minimum_length or 0, field.maximum_length or len(_QUESTION)
    return field.kind in (FieldKind.TEXT, FieldKind.TEXTAREA) and shortest <= len(_QUESTION) <= longest


def _turns(form: Form, number: str) -> tuple[Turn, ...]:
    key = next((field.key for field in form.asked if _takes(field)), "input")
    return (
        Turn({key: "一つ目の質問です。"}, "一つ目の回答です。", "2026-04-01T00:00:00.000Z"),
        Turn({key: "二つ目の質問です。"}, f"控えの番号は、{number}です。", "2026-04-01T00:01:00.000Z"),
    )


def _output(answer: Fetched) -> str:
    return text_in(object_in(answer.content) or {}, "outputs").strip()
