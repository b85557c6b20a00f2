"""The ledger's pages call objects by their names, and never those of another organisation that is not the reader's."""

from genkan.gateway import KeyDraft, Scope, SwitchDraft, issue_key, throw_switch
from genkan.governance import Organisation, Role
from tests.workspace.conftest import Browser, Workspace

LEDGER = "/administration/ledger"
OPERATOR = "command_line"


async def note(workspace: Workspace, kind: str, object_id: str, *, of: Organisation) -> None:
    """An event of the organisation about the object."""
    async with workspace.parts.database.write() as connection:
        await workspace.parts.ledger.record(
            connection, kind, actor=OPERATOR, organisation_id=of.id, object_id=object_id
        )


async def objects(browser: Browser, kind: str) -> list[str]:
    """The column of objects for events of the kind."""
    page = await browser.get(f"{LEDGER}?kind={kind}")
    return [row.select("td")[2].text.strip() for row in page.select("tbody tr")]


async def administrator(workspace: Workspace) -> Browser:
    """Reads the ministry's part of the ledger."""
    return await workspace.browser("例示次郎", Role.MINISTRY_ADMINISTRATOR)


async def auditor(workspace: Workspace, *, language: str = "ja") -> Browser:
    """Reads all of it."""
    return await workspace.browser("監査三郎", Role.AUDITOR, language=language)


async def test_documents_collections_and_deployments_go_by_their_titles(workspace: Workspace) -> None:
    deployment = await workspace.connect("国産モデル", protocol="extract")
    collection = await workspace.add_collection("例示省規程集")
    document = (await workspace.rows("document"))[0]["id"]
    for kind, object_id in (
        ("knowledge:collection:added", collection.id),
        ("knowledge:document:loaded", document),
        ("catalogue:deployment:paused", deployment.id),
        ("organisation:rules:changed", workspace.ministry.id),
    ):
        await note(workspace, kind, object_id, of=workspace.ministry)
    browser = await administrator(workspace)
    assert await objects(browser, "knowledge:collection:") == ["例示省規程集"]
    assert await objects(browser, "knowledge:document:") == ["例示省旅費規程"]
    assert await objects(browser, "catalogue:deployment:") == ["国産モデル"]
    assert await objects(browser, "organisation:rules:") == ["例示省"]

    page = await browser.get(f"{LEDGER}?kind=knowledge:document:")
    detail = await browser.get(str(page.select_one("tbody th a")["href"]))
    assert "例示省旅費規程" in detail.select_one("main").text
    assert document in [code.text for code in detail.select("main code")]


async def test_another_organisations_object_is_told_by_its_kind(workspace: Workspace) -> None:
    collection = await workspace.add_collection("例示市の内部規程", of=workspace.city)
    document = (await workspace.rows("document"))[0]["id"]
    for kind, object_id in (
        ("knowledge:collection:added", collection.id),
        ("knowledge:document:loaded", document),
        ("organisation:rules:changed", workspace.city.id),
    ):
        await note(workspace, kind, object_id, of=workspace.ministry)
    browser, whole = await administrator(workspace), await auditor(workspace)
    assert await objects(browser, "knowledge:collection:") == ["規程集"]
    assert await objects(browser, "knowledge:document:") == ["文書"]
    assert await objects(browser, "organisation:rules:") == ["利用規則"]
    assert await objects(whole, "knowledge:collection:") == ["例示市の内部規程"]
    assert await objects(whole, "knowledge:document:") == ["例示省旅費規程"]
    assert await objects(whole, "organisation:rules:") == ["例示市"]


async def test_keys_and_switches_go_by_what_they_are_for(workspace: Workspace) -> None:
    owner = await workspace.person("例示四郎")
    draft = KeyDraft(
        title="文書検索アプリ",
        organisation_id=workspace.ministry.id,
        owner_id=owner.id,
        expires_at=workspace.clock().replace(year=workspace.clock().year + 1),
    )
    parts = workspace.parts
    async with parts.database.write() as connection:
        await issue_key(connection, draft, ledger=parts.ledger, clock=workspace.clock, actor=OPERATOR)
        for switch in (
            SwitchDraft(scope=Scope.EVERYTHING, reason="障害"),
            SwitchDraft(scope=Scope.ORGANISATION, reason="点検", organisation_id=workspace.ministry.id),
            SwitchDraft(scope=Scope.APP, reason="点検", subject="summary"),
        ):
            await throw_switch(
                connection, switch, ledger=parts.ledger, clock=workspace.clock, actor=OPERATOR, within=None
            )
    assert await objects(await administrator(workspace), "gateway:key:") == ["文書検索アプリ"]
    names = await objects(await auditor(workspace), "gateway:switch:")
    assert sorted(names) == sorted(["全ての利用", "例示省", "要約"])


async def test_what_trials_are_about_is_never_named(workspace: Workspace) -> None:
    deployment = await workspace.connect("国産モデル", protocol="extract")
    await note(workspace, "trial:answer:ended", deployment.id, of=workspace.ministry)
    await note(workspace, "gateway:call:ended", deployment.id, of=workspace.ministry)
    browser = await auditor(workspace)
    assert await objects(browser, "trial:") == ["回答"]
    assert await objects(browser, "gateway:call:") == ["呼出し"]


async def test_a_name_of_ours_is_told_in_english(workspace: Workspace) -> None:
    parts = workspace.parts
    async with parts.database.write() as connection:
        switch = SwitchDraft(scope=Scope.EVERYTHING, reason="障害")
        await throw_switch(
            connection, switch, ledger=parts.ledger, clock=workspace.clock, actor=OPERATOR, within=None
        )
    [name] = await objects(await auditor(workspace, language="en"), "gateway:switch:")
    assert name.isascii()
