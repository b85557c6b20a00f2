"""The built-in apps with their worked examples, as tests run them."""

from importlib.resources import files

from genkan.apps import App, Example, GivenFile
from genkan.apps.built_in.registry import FOLDERS
from genkan.apps.folder import read_app
from tests.apps.conftest import Runner

APPS = [read_app(files("genkan.apps.built_in") / folder) for folder in FOLDERS]
RULES = files("genkan.knowledge") / "sample/reijisho/travel-expenses.md"


def files_of(example: Example) -> dict[str, tuple[GivenFile, ...]]:
    """The files of an example as they come with a form."""
    return {
        key: tuple(GivenFile(name, text.encode()) for name, text in named.items())
        for key, named in example.files.items()
    }


async def add_rules(runner: Runner, app: App) -> None:
    """A regulation of the sample ministry, for the apps that look things up."""
    if app.searches:
        await runner.house.add_collection("例示省規程集", RULES.read_text(encoding="utf-8"))
