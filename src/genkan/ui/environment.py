"""The Jinja environment of one language: names, filters and translations that every template may use."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.ext import InternationalizationExtension

from genkan.ui.compiled import COMPILED
from genkan.ui.formats import filters
from genkan.ui.markdown import render as render_markdown
from genkan.ui.translation import LANGUAGES, Translations
from genkan.ui.translation import mark as _


def make_environment(
    loader: BaseLoader, *, language: str, translations: Translations, asset_url: Callable[[str], str]
) -> Environment:
    """Everything is escaped, an unknown name is an error, ``_()`` and ``{% trans %}`` speak ``language``."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[InternationalizationExtension],
        bytecode_cache=COMPILED,
    )
    environment.policies["ext.i18n.trimmed"] = True
    _speak(environment, translations, language)
    names: Mapping[str, object] = {"language": language, "languages": LANGUAGES, "asset_url": asset_url}
    cast("dict[str, object]", environment.globals).update(names)
    translate = partial(translations.translate, language)
    draw_markdown = partial(render_markdown, missing=translate(_("出典なし")))
    environment.filters.update({**filters(language), "translated": translate, "markdown": draw_markdown})
    return environment


def _speak(environment: Environment, translations: Translations, language: str) -> None:
    catalogue = translations.catalogue(language)
    install = cast("Callable[..., None]", vars(environment)["install_gettext_callables"])
    install(gettext=catalogue.gettext, ngettext=catalogue.ngettext, newstyle=True)
