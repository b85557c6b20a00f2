"""The apps that come with Genkan can be found and followed by who reads English."""

import importlib
import pkgutil
from dataclasses import replace
from importlib.resources import files

from genkan.apps import built_in
from genkan.apps.built_in.registry import FOLDERS
from genkan.apps.folder import read_app
from genkan.apps.pages.built_in_wording import CHECKS, PURPOSES, TITLES
from genkan.storage import metadata
from tests.apps.conftest import Runner
from tests.workspace.conftest import Workspace


def test_every_app_and_check_that_comes_with_genkan_is_listed() -> None:
    apps = [read_app(files("genkan.apps.built_in") / folder) for folder in FOLDERS]
    assert {app.title for app in apps} == set(TITLES)
    assert {app.purpose for app in apps} == set(PURPOSES)
    found = pkgutil.walk_packages(built_in.__path__, f"{built_in.__name__}.")
    labels = {getattr(importlib.import_module(each.name), "LABEL", CHECKS[0]) for each in found}
    assert labels <= set(CHECKS)


async def test_the_catalogue_and_a_form_say_it_in_english(workspace: Workspace) -> None:
    browser = await workspace.browser("Reader", language="en")
    catalogue = await browser.get("/apps")
    assert catalogue.select_one("h3 a[href='/apps/minutes']").text == "Minutes"
    assert (await browser.get("/apps/minutes")).select_one("h1").text == "Minutes"


async def test_runs_say_it_too_and_titles_of_staff_stay(runner: Runner) -> None:
    reader = await runner.house.browser("Reader", language="en")
    runner = replace(runner, browser=reader)
    run = await runner.run("summary", {"text": "本文", "length": "short", "shape": "points"})
    assert (await reader.get(f"/runs/{run.id}")).select_one("h1").text == "Summary"
    assert "Summary" in (await reader.get("/runs")).select_one("main li").text
    async with runner.house.parts.database.write() as connection:
        await connection.execute(metadata.tables["app_run"].update().values(title="検索"))
    assert (await reader.get(f"/runs/{run.id}")).select_one("h1").text == "検索"
