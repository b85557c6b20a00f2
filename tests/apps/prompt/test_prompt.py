"""Prompts: what they may do, and that nothing gets out of the sandbox or makes it work without end."""

import pytest

from genkan.apps.prompt import PromptFaulty, PromptTooLong, check_prompt, names_in, render


@pytest.mark.parametrize(
    ("prompt", "values", "text"),
    [
        ("件名：{{ title }}", {"title": "会議"}, "件名：会議"),
        ("{% if focus %}特に{{ focus }}{% endif %}。", {"focus": ""}, "。"),
        ('{% if kind == "a" %}甲{% else %}乙{% endif %}', {"kind": "b"}, "乙"),
        ("{% for each in found %}{{ each }}、{% endfor %}", {"found": ("一", "二")}, "一、二、"),
        ("{{ title|trim }}{{ title|length }}", {"title": " 甲 "}, "甲3"),
        ("{{ text }}", {"text": "{{ title }}{% for %}"}, "{{ title }}{% for %}"),  # values are no templates
        ("{{ text }}", {"text": "<b>"}, "<b>"),
    ],
)
def test_what_prompts_may_do(prompt: str, values: dict[str, object], text: str) -> None:
    assert render(prompt, values) == text


@pytest.mark.parametrize(
    "prompt",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ text.__class__ }}",
        "{{ text._private }}",
        "{{ text.format(1) }}",
        "{{ text() }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{{ 'x' * 1000000000 }}",
        "{{ text + text }}",
        "{{ text ~ text }}",
        "{{ text|replace('', text) }}",
        "{{ text|join(text) }}",
        "{{ text|attr('__class__') }}",
        "{{ text['__class__'] }}",
        "{{ text[0] }}",
        "{% if text is sameas text %}{% endif %}",
        "{% for a in text %}{% for b in text %}{% endfor %}{% endfor %}",
        "{% for a in text %}{% endfor %}" * 11,
        "{% macro f() %}{{ f() }}{% endmacro %}",
        "{% set x = text %}",
        "{% include 'secret' %}",
        "{% import 'os' as os %}",
        "{% block a %}{% endblock %}",
        "{% if %}",
        "{{ text",
        "{{ " + "(" * 5_000,
    ],
)
def test_what_is_more_than_values_is_refused(prompt: str) -> None:
    with pytest.raises(PromptFaulty):
        render(prompt, {"text": "x"})


def test_a_prompt_that_is_too_long_is_refused() -> None:
    with pytest.raises(PromptTooLong):
        check_prompt("あ" * 50_001)


def test_a_text_that_grows_too_long_is_refused() -> None:
    with pytest.raises(PromptTooLong):
        render("{{ text }}" * 10, {"text": "あ" * 500_000})


def test_a_name_without_a_value_is_told() -> None:
    with pytest.raises(PromptFaulty):
        render("{{ unknown }}", {})


def test_the_names_that_a_prompt_wants() -> None:
    assert names_in("{{ a }}{% if b %}{% for c in d %}{{ c }}{% endfor %}{% endif %}") == {"a", "b", "d"}


@pytest.mark.parametrize(
    "prompt",
    [
        "{{ a" + "|trim" * 320 + " }}",
        "{{ a" + ".b" * 400 + " }}",
        "{{ a }}" * 1_200,
        "{% if a %}" * 40 + "{% endif %}" * 40,
        "{% for each in a %}{% if each and each %}{{ each }}{% endif %}{% endfor %}",
        "{% for each in a|trim %}{{ each }}{% endfor %}",
    ],
    ids=["filters", "attributes", "parts", "nesting", "conditions in a loop", "a loop over a filter"],
)
def test_prompts_that_would_work_without_end(prompt: str) -> None:
    with pytest.raises(PromptFaulty):
        check_prompt(prompt)
    with pytest.raises(PromptFaulty):
        render(prompt, {"a": "x"})


def test_no_loop_goes_over_the_letters_of_a_text() -> None:
    prompt = "{% for each in a %}{{ each }}{% endfor %}"
    assert render(prompt, {"a": ("甲", "乙")}) == "甲乙"
    with pytest.raises(PromptFaulty, match="（a）"):
        render(prompt, {"a": "甲乙"})
