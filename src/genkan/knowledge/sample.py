"""The regulations of the fictional 例示省 and 例示市, and questions of their staff and citizens."""

import tomllib
from importlib.resources import as_file, files

import msgspec

from genkan.knowledge.collection.readers import Readers
from genkan.knowledge.intake.loading import Loader
from genkan.knowledge.intake.reports import LoadProgress, LoadReport
from genkan.knowledge.library import Library
from genkan.storage import Database

MINISTRY_COLLECTION = "例示省規程集"
CITY_COLLECTION = "例示市例規集"


class SampleQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question in everyday words that is offered to new people, and the article that answers it."""

    question: str
    regulation: str
    article: str


class _Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[SampleQuestion, ...]


def sample_questions() -> tuple[SampleQuestion, ...]:
    """The questions of ``sample/questions.toml``; an unknown key is refused with ``msgspec.ValidationError``."""
    text = (files("genkan.knowledge") / "sample" / "questions.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Questions).question


async def load_sample(
    database: Database,
    *,
    library: Library,
    loader: Loader,
    ministry_id: str,
    city_id: str,
    actor: str = "system",
    progress: LoadProgress | None = None,
) -> tuple[LoadReport, LoadReport]:
    """Load the sample for two organisations that exist: the ministry's for its own people, the city's for everyone.

    Files that are loaded already and unchanged are left as they are. Each report is about the texts in force; some of
    the ministry's were amended, and the texts before that are loaded first.
    """
    reports: list[LoadReport] = []
    shelves = (
        (("reijisho-2025", "reijisho"), ministry_id, MINISTRY_COLLECTION, Readers.ORGANISATION),
        (("reijishi",), city_id, CITY_COLLECTION, Readers.EVERYONE),
    )
    for folders, organisation_id, title, readers in shelves:
        async with database.write() as connection:
            known = await library.collection_by_title(
                connection, organisation_id=organisation_id, title=title
            )
            collection = known or await loader.open_collection(
                connection, organisation_id=organisation_id, title=title, actor=actor, readers=readers
            )
        in_order = [
            await _load_files(loader, name, collection_id=collection.id, actor=actor, progress=progress)
            for name in folders
        ]
        reports.append(in_order[-1])
    return reports[0], reports[1]


async def _load_files(
    loader: Loader, name: str, *, collection_id: str, actor: str, progress: LoadProgress | None
) -> LoadReport:
    with as_file(files("genkan.knowledge") / "sample" / name) as folder:
        return await loader.load_folder(folder, collection_id=collection_id, actor=actor, progress=progress)
