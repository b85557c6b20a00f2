"""What was put into a form, as texts."""

from genkan.apps.app import App
from genkan.apps.program import ReadFile, Workbench
from genkan.apps.prompted.errors import NothingGiven


def texts_of(bench: Workbench) -> dict[str, str]:
    """What was entered and what the files say, by key."""
    files = {key: _joined(read) for key, read in bench.files.items()}
    return {**bench.values, **files}


def given_text(bench: Workbench, app: App, *keys: str) -> str:
    """What stands in these fields and files, one after another. Raises ``NothingGiven`` where nothing does."""
    texts = texts_of(bench)
    pieces = [texts[key].strip("\n") for key in keys if texts.get(key, "").strip()]
    if not pieces:
        titles = [field.title for field in app.form.asked if field.key in keys]
        raise NothingGiven(fields="」「".join(titles))
    return "\n\n".join(pieces)


def file_notices(bench: Workbench) -> tuple[str, ...]:
    """What could not be read of the files, a sentence each."""
    return tuple(
        f"{file.name}：{notice}" for read in bench.files.values() for file in read for notice in file.notices
    )


async def search_notices(bench: Workbench) -> tuple[str, ...]:
    """What the app would have searched and could not, in a sentence."""
    missing = await bench.unread_collections()
    named = "、".join(f"「{each}」" for each in missing)
    return (
        (f"規程集{named}は、閲覧できないか、この情報の区分では使えないため、検索していません。",)
        if missing
        else ()
    )


def _joined(read: tuple[ReadFile, ...]) -> str:
    """One file as it is, several under their names."""
    if len(read) == 1:
        return read[0].text
    return "\n\n".join(f"# {file.name}\n\n{file.text}" for file in read)
