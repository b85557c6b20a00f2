"""The form of an application: what was typed, by the names of its fields."""

from starlette.datastructures import FormData

from genkan.kit import normalise_newlines, storable
from genkan.selection.application.content import (
    LONGEST_CLAIM,
    LONGEST_LINE,
    MOST_COMPANIES,
    ApplicationContent,
    Company,
    Endpoint,
    Fact,
    ModelCard,
)
from genkan.selection.call.content import CallContent

_MODEL = ("name", "catalogue_id", "developer", "origin", "based_on", "size", "licence")
_ENDPOINT = (
    "address",
    "protocol",
    "remote_model",
    "build",
    "place",
    "government_cloud",
    "logging",
    "learning",
)


def application_content(form: FormData, call: CallContent) -> ApplicationContent:
    """What was typed, cut to what can be kept; a company without a name is none."""
    companies = (
        Company(_line(form, f"company.{row}.name"), _line(form, f"company.{row}.part"))
        for row in range(1, MOST_COMPANIES + 1)
    )
    return ApplicationContent(
        contact=_line(form, "contact"),
        companies=tuple(each for each in companies if each.name),
        model=ModelCard(
            **{name: _line(form, f"model.{name}") for name in _MODEL},
            training_data=_text(form, "model.training_data"),
        ),
        endpoint=Endpoint(**{name: _line(form, f"endpoint.{name}") for name in _ENDPOINT}),
        facts=tuple(_fact(form, each.key) for each in call.reviewed),
        consents=_line(form, "consents") == "yes",
        remarks=_text(form, "remarks"),
    )


def _fact(form: FormData, criterion: str) -> Fact:
    page = _line(form, f"fact.{criterion}.page")
    return Fact(
        criterion=criterion,
        claim=_text(form, f"fact.{criterion}.claim"),
        file_id=_line(form, f"fact.{criterion}.file")[:36],
        page=int(page) if page.isdecimal() and len(page) < 5 else 0,
    )


def _line(form: FormData, name: str) -> str:
    return " ".join(_typed(form, name).split())[:LONGEST_LINE]


def _text(form: FormData, name: str) -> str:
    return _typed(form, name).strip()[:LONGEST_CLAIM]


def _typed(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return normalise_newlines(storable(value)) if isinstance(value, str) else ""
