"""Templates are compiled once a process: for every language, and again only where their source changed."""

import pytest
from jinja2 import DictLoader, Environment

from genkan.ui import environment as making
from genkan.ui.compiled import CompiledTemplates
from genkan.ui.translation import Translations


def make(source: str, language: str, translations: Translations) -> Environment:
    """An environment with one template."""
    loader = DictLoader({"page.html": source})
    return making.make_environment(loader, language=language, translations=translations, asset_url=str)


def test_a_template_is_compiled_once_for_all_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    monkeypatch.setattr(making, "COMPILED", CompiledTemplates())
    generate = Environment._generate

    def counted(self: Environment, *arguments: object, **named: object) -> str:
        compiled.append(str(arguments[1]))
        return generate(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", counted)
    translations = Translations()
    shown = [
        make("{{ _('検索') }}", language, translations).get_template("page.html").render()
        for language in ("ja", "en", "ja")
    ]
    assert shown[0] == shown[2] == "検索" != shown[1]
    assert compiled == ["page.html"]
    changed = make("{{ _('検索') }}。", "ja", translations).get_template("page.html")
    assert changed.render() == "検索。"
    assert compiled == ["page.html", "page.html"]
