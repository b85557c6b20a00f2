"""Templates to pages: whose page it is, in which language, with which menu."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

from jinja2 import FileSystemLoader, PrefixLoader
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Router

from genkan.kit import Problem
from genkan.ui.assets_app import Assets
from genkan.ui.environment import make_environment
from genkan.ui.navigation import NavigationEntry, NavigationGroup, menu_of
from genkan.ui.translation import LANGUAGES, Translations

LANGUAGE_COOKIE = "genkan_language"
THEME_COOKIE = "genkan_theme"
_TEMPLATES = Path(__file__).parent / "templates"
_THEMES = frozenset({"light", "dark"})


class _Person(Protocol):
    @property
    def language(self) -> str: ...


class _Viewer(Protocol):
    @property
    def person(self) -> _Person: ...
    @property
    def permissions(self) -> frozenset[str]: ...


class Pages:
    """Renders the templates of every room, named ``room/file.html``.

    ``template_folders`` maps a room's name to its template folder; ``language`` is the language of visitors who
    have chosen none; ``navigation`` is the main menu. One instance serves the whole process.
    """

    def __init__(
        self,
        template_folders: Mapping[str, Path],
        *,
        language: str,
        navigation: Sequence[NavigationEntry] = (),
    ) -> None:
        self._language = language
        self._navigation = tuple(navigation)
        self._assets = Assets()
        self._translations = Translations()
        folders = {"ui": _TEMPLATES, **template_folders}
        loader = PrefixLoader({room: FileSystemLoader(folder) for room, folder in folders.items()})
        self._environments = {
            name: make_environment(
                loader, language=name, translations=self._translations, asset_url=self._assets.url
            )
            for name in LANGUAGES
        }

    def render(
        self, request: Request, template: str, /, *, status: int = 200, **context: object
    ) -> HTMLResponse:
        """A whole page; never kept by browsers or proxies, for it shows what one person may see."""
        html = self.fragment(request, template, **context)
        return HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})

    def fragment(self, request: Request, template: str, /, **context: object) -> Markup:
        """The same templates as HTML text, for event streams and partial updates."""
        environment = self._environments[self.language(request)]
        html = environment.get_template(template).render({**self._page_context(request), **context})
        return Markup(html)  # noqa: S704 (rendered with autoescape)

    def problem(self, request: Request, problem: Problem) -> HTMLResponse:
        """The page that says what happened and what to do next, with the problem's status."""
        return self.render(
            request, "ui/problem.html", status=problem.status, problem=self.explain(request, problem)
        )

    def explain(self, request: Request, problem: Problem) -> tuple[str, str]:
        """The sentence and the next step of a problem in the reader's language, details filled in."""
        return self.explain_in(problem, self.language(request))

    def explain_in(self, problem: Problem, language: str) -> tuple[str, str]:
        """The same in one of ``LANGUAGES``, for readers who are no visitors of pages."""
        texts = (self.translate(language, text) for text in (problem.sentence, problem.next_step))
        details = {name: self._detail(language, value) for name, value in problem.details.items()}
        sentence, next_step = (text.format_map(details) for text in texts)
        return sentence, next_step

    def language(self, request: Request) -> str:
        """The language the person chose in the account, else by cookie, else the setting."""
        viewer = _viewer(request)
        chosen = viewer.person.language if viewer else request.cookies.get(LANGUAGE_COOKIE, "")
        return chosen if chosen in LANGUAGES else self._language

    def translate(self, language: str, message: str) -> str:
        """A Japanese message id in ``language``."""
        return self._translations.translate(language, message)

    def assets_app(self) -> Router:
        """The ASGI application to mount at ``ASSETS_PATH``."""
        return self._assets.app()

    def _detail(self, language: str, value: object) -> object:
        """A detail of a problem; a class, a reason or another message of ours is said in the reader's language."""
        return self.translate(language, value) if isinstance(value, str) else value

    def _page_context(self, request: Request) -> dict[str, object]:
        theme = request.cookies.get(THEME_COOKIE, "")
        return {
            "viewer": _viewer(request),
            "path": request.url.path,
            "return_path": _return_path(request),
            "theme": theme if theme in _THEMES else "",
            "version": self._assets.version,
            "navigation": self._menu(request),
        }

    def _menu(self, request: Request) -> tuple[NavigationGroup, ...]:
        viewer = _viewer(request)
        if viewer is None:
            return ()
        return menu_of(self._navigation, path=request.url.path, permissions=viewer.permissions)


def _viewer(request: Request) -> _Viewer | None:
    return cast("_Viewer | None", getattr(request.state, "viewer", None))


def _return_path(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query if request.method == "GET" else "/"
