"""How anything looks: pages, their assets and languages, Markdown, event streams."""

from genkan.ui.assets_app import ASSETS_PATH, Assets
from genkan.ui.errors import AssetsNotBuilt, UiProblem, UnknownAsset
from genkan.ui.markdown import Citation, Remark, Resolver, closed_blocks, render_remarked
from genkan.ui.markdown import render as render_markdown
from genkan.ui.navigation import NavigationEntry
from genkan.ui.rendering import LANGUAGE_COOKIE, THEME_COOKIE, Pages
from genkan.ui.streaming import AnswerFeed, StreamEvent, announcement, event_stream, partial
from genkan.ui.translation import LANGUAGES, Translations, mark

__all__ = [
    "ASSETS_PATH",
    "LANGUAGES",
    "LANGUAGE_COOKIE",
    "THEME_COOKIE",
    "AnswerFeed",
    "Assets",
    "AssetsNotBuilt",
    "Citation",
    "NavigationEntry",
    "Pages",
    "Remark",
    "Resolver",
    "StreamEvent",
    "Translations",
    "UiProblem",
    "UnknownAsset",
    "announcement",
    "closed_blocks",
    "event_stream",
    "mark",
    "partial",
    "render_markdown",
    "render_remarked",
]
