"""Whether what somebody wrote can be an app: every fault at once, each with its place. Pure functions."""

from collections.abc import Iterator

from genkan.apps.checks import CHECKS
from genkan.apps.folder.reading import PROVIDED
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.filling import fill
from genkan.apps.making.content import Content
from genkan.apps.making.errors import ContentFault, MadeAppFaulty
from genkan.apps.making.made_app import LONGEST_TITLE
from genkan.apps.prompt import check_prompt, names_in, render
from genkan.apps.prompt.errors import PromptProblem
from genkan.catalogue import InformationClass

LONGEST_PURPOSE = 400
LONGEST_NOTES = 20_000
LONGEST_ANSWER = (16, 32_000)
HIGHEST_CEILING = 1_000_000
MOST_EXAMPLES = 20
_TAKEN_CLASSES = (InformationClass.ONE, InformationClass.TWO)
_SAMPLE = "例"


def check_content(content: Content, *, models: frozenset[str], unread: tuple[ContentFault, ...] = ()) -> None:
    """Raises ``MadeAppFaulty`` with everything that is wrong, what could not be read of it (``unread``) among it.

    ``models`` are the ids of the catalogue.
    """
    faults = (
        *unread,
        *_in_words(content),
        *_in_numbers(content, models),
        *_in_form(content.form),
        *_in_prompts(content),
        *_in_examples(content),
    )
    if faults:
        raise MadeAppFaulty(faults)


def names_for(form: Form) -> tuple[str, ...]:
    """The names that the prompts of an app may use: its fields, and what every app is given."""
    keys = tuple(field.key for field in form.asked if field.key.isidentifier())
    return (*keys, *sorted(PROVIDED))


def _in_words(content: Content) -> Iterator[ContentFault]:
    bounds = (
        ("title", content.title, LONGEST_TITLE),
        ("purpose", content.purpose, LONGEST_PURPOSE),
    )
    for place, text, longest in bounds:
        if not 0 < len(text) <= longest:
            yield ContentFault(place, "1文字以上{limit}文字以内で入力してください。", {"limit": longest})
    if len(content.notes) > LONGEST_NOTES:
        yield ContentFault("notes", "{limit}文字以内で入力してください。", {"limit": f"{LONGEST_NOTES:,}"})


def _in_numbers(content: Content, models: frozenset[str]) -> Iterator[ContentFault]:
    least, most = LONGEST_ANSWER
    if not least <= content.longest_answer <= most:
        limits: dict[str, object] = {"least": least, "most": f"{most:,}"}
        yield ContentFault("longest_answer", "{least}以上{most}以下の数を入力してください。", limits)
    if content.ceiling_yen is not None and not 1 <= content.ceiling_yen <= HIGHEST_CEILING:
        yield ContentFault(
            "ceiling_yen", "1以上{most}以下の数を入力してください。", {"most": f"{HIGHEST_CEILING:,}"}
        )
    chosen = (
        ("models", set(content.models) <= models),
        ("checks", set(content.checks) <= CHECKS),
        ("highest_class", content.highest_class in _TAKEN_CLASSES),
    )
    yield from (ContentFault(place, "示された中から選択してください。") for place, fits in chosen if not fits)


def _in_form(form: Form) -> Iterator[ContentFault]:
    """What a schema allows, but nobody could fill in."""
    if not any(field.kind is not FieldKind.HIDDEN for field in form.asked):
        yield ContentFault("form", "入力項目を1つ以上作ってください。")
    known: dict[str, Field] = {}
    for field in (each for outer in form.fields for each in (outer, *outer.fields)):
        condition = field.visible_when
        if condition is not None and condition.key not in known:
            names: dict[str, object] = {"title": field.title, "key": condition.key}
            yield ContentFault(
                "form", "「{title}」を表示する条件の「{key}」は、それより前にある項目ではありません。", names
            )
        if field.kind is FieldKind.GROUP and not field.fields:
            yield ContentFault("form", "まとまり「{title}」に、項目がありません。", {"title": field.title})
        known[field.key] = field


def _in_prompts(content: Content) -> Iterator[ContentFault]:
    if not content.request.strip():
        yield ContentFault("request", "入力してください。")
    for place, text in (("system", content.system), ("request", content.request)):
        try:
            check_prompt(text)
            unknown = sorted(names_in(text) - set(names_for(content.form)))
            if not unknown:
                render(text, dict.fromkeys(names_for(content.form), _SAMPLE) | {"found": ()})
        except PromptProblem as problem:
            yield ContentFault(place, problem.sentence, problem.details)
            continue
        for name in unknown:
            where: dict[str, object] = {"line": line_of(text, name), "name": name}
            yield ContentFault(place, "{line}行目：「{name}」という項目はありません。", where)


def line_of(text: str, name: str) -> int:
    """The line, from one, on which a prompt first names something between braces."""
    for number, line in enumerate(text.split("\n"), start=1):
        if name in line and "{" in line:
            return number
    return 1


def _in_examples(content: Content) -> Iterator[ContentFault]:
    if len(content.examples) > MOST_EXAMPLES:
        yield ContentFault("examples", "入力例は{limit}件までです。", {"limit": MOST_EXAMPLES})
    without_files = _without_files(content.form)
    for number, example in enumerate(content.examples):
        place = f"example.{number}"
        if not 0 < len(example.title) <= LONGEST_TITLE:
            yield ContentFault(
                place,
                "入力例の名称を、1文字以上{limit}文字以内で入力してください。",
                {"limit": LONGEST_TITLE},
            )
        try:
            fill(without_files, {key: [value] for key, value in example.values.items()})
        except FormFaulty as faulty:
            for fault in faulty.faults:
                field = content.form.field(fault.key)
                told = fault.sentence.format_map(fault.details)
                said: dict[str, object] = {"field": field.title if field else fault.key, "fault": told}
                yield ContentFault(place, "「{field}」：{fault}", said)


def _without_files(form: Form) -> Form:
    """Examples hold no files, so they are not missed."""
    return Form(tuple(each for each in form.asked if each.kind is not FieldKind.FILE))
