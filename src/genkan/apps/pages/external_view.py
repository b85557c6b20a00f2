"""An external app as the pages of its administrators show it."""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from genkan.apps.conformance.samples import sample_of
from genkan.apps.external.app import AppState, ExternalApp
from genkan.apps.external.errors import RegistrationRefused
from genkan.apps.external.trying import Accepted
from genkan.apps.form.errors import SchemaProblem
from genkan.apps.gennai.disclosure import Part, parts_of
from genkan.apps.output import Output
from genkan.apps.pages.external_form import CLASSES, YES, ExternalForm
from genkan.catalogue import Answer
from genkan.kit import Problem
from genkan.ui import Pages
from genkan.ui import mark as _

_BADGES = {AppState.DRAFT: "neutral", AppState.PUBLISHED: "success", AppState.WITHDRAWN: "warning"}
_DONE = {
    "registered": _("外部アプリを登録しました。APIキーを登録し、試してから公開してください。"),
    "changed": _("変更を保存しました。"),
    "moved": _(
        "変更を保存しました。接続先のホストが変わったため、APIキーを削除しました。登録し直してください。"
    ),
    "key": _("APIキーを登録しました。"),
    "no_key": _("APIキーを削除しました。"),
    "published": _("外部アプリを公開しました。"),
    "withdrawn": _("外部アプリの公開を停止しました。"),
}
_UNTITLED = _("詳しく見る")


class Fact(NamedTuple):
    """A question about the other side and its answer, both message ids."""

    title: str
    answer: str


@dataclass(frozen=True)
class ExternalView:
    """An app with what its page says of it."""

    app: ExternalApp
    badge: str
    facts: tuple[Fact, ...]
    fields: tuple[tuple[str, str], ...]

    @property
    def offered(self) -> bool:
        """Whether staff may run it now."""
        return self.app.offered


def view_of(app: ExternalApp) -> ExternalView:
    """The app as it is shown."""
    facts = app.facts
    return ExternalView(
        app=app,
        badge=_BADGES[app.state],
        facts=(
            Fact(_("ガバメントクラウド"), facts.government_cloud.label),
            Fact(_("ISMAPの登録"), facts.ismap.label),
            Fact(_("提供者による入力の記録"), facts.vendor_logging.label),
            Fact(_("入力の学習への利用"), facts.learning.label),
        ),
        fields=tuple((each.key, each.title) for each in app.registration.form.asked),
    )


@dataclass(frozen=True)
class ExternalPage:
    """Renders the pages of one request."""

    request: Request
    pages: Pages

    def form(
        self,
        form: ExternalForm,
        *,
        app: ExternalApp | None = None,
        problem: Problem | None = None,
        imported: str = "",
    ) -> Response:
        """The form, with what was typed and what was wrong."""
        return self.pages.render(
            self.request,
            "apps/external_form.html",
            **self._told(problem),
            form=form,
            app=app,
            imported=imported,
            answers=[(each.value, each.label) for each in Answer],
            classes=[(str(int(each)), each.label) for each in CLASSES],
            yes=YES,
        )

    def app(
        self,
        app: ExternalApp,
        *,
        done: str = "",
        problem: Problem | None = None,
        result: Output | Accepted | None = None,
        values: str = "",
    ) -> Response:
        """The page of an app; ``result`` is what a trial gave, ``values`` what it was tried with."""
        sample = sample_of(app.registration.form, {}, with_files=False).values
        return self.pages.render(
            self.request,
            "apps/external.html",
            **self._told(problem),
            view=view_of(app),
            how_to_use=how_to_use(self.request, self.pages, app.registration.how_to_use),
            done=_DONE.get(done, ""),
            output=result if isinstance(result, Output) else None,
            accepted=result if isinstance(result, Accepted) else None,
            values=values or json.dumps(dict(sample), ensure_ascii=False, indent=2),
        )

    def _told(self, problem: Problem | None) -> dict[str, Any]:
        return {
            "status": problem.status if problem else 200,
            "problem": self.pages.explain(self.request, problem) if problem else None,
            "wrong_field": _field_of(problem),
        }


def how_to_use(request: Request, pages: Pages, text: str) -> tuple[Part, ...]:
    """The Markdown of how to use an app, in the parts that open when asked for and the rest."""
    return parts_of(text, untitled=pages.translate(pages.language(request), _UNTITLED))


def _field_of(problem: Problem | None) -> str:
    if isinstance(problem, SchemaProblem):
        return "form"
    return problem.field if isinstance(problem, RegistrationRefused) else ""
