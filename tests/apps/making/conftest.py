"""Authors with a team, an administrator and a colleague, and apps that they make."""

from dataclasses import dataclass, replace

import pytest

from genkan.apps import Making
from genkan.apps.making.content import Content
from genkan.apps.making.made_app import MadeApp, Version
from genkan.apps.making.store import versions
from genkan.apps.making.use_case import begun, kinds_of_work
from genkan.apps.teams.team import Member, Team, TeamRole
from genkan.governance import Organisation, Role, Viewer, permissions_of
from tests.apps.conftest import Oracle
from tests.workspace.conftest import Browser, Workspace


@dataclass
class Studio:
    """An installation in which one team makes apps."""

    house: Workspace
    author: Browser
    member: Browser
    colleague: Browser
    administrator: Browser
    stranger: Browser
    foreign_administrator: Browser
    team: Team
    deployment_id: str

    @property
    def making(self) -> Making:
        """What makes apps."""
        return self.house.parts.making

    def viewer(self, browser: Browser, of: Organisation | None = None) -> Viewer:
        """The person of a browser."""
        person = browser.person
        organisation = (
            self.house.city if person.organisation_id == self.house.city.id else self.house.ministry
        )
        return Viewer(person, of or organisation, "session", permissions_of(person.roles))

    async def begin(self, content: Content | None = None) -> MadeApp:
        """A first draft of the author."""
        async with self.house.parts.database.write() as connection:
            return await self.making.authoring.begin(
                connection, self.viewer(self.author), self.team.id, content or drafted()
            )

    async def save(
        self, app: MadeApp, content: Content, *, by: Browser | None = None, based_on: str = ""
    ) -> Version:
        """A further version, made from the newest or from another."""
        based_on = based_on or (await self.versions(app))[0].id
        async with self.house.parts.database.write() as connection:
            return await self.making.authoring.save(
                connection, self.viewer(by or self.author), app.id, content, based_on=based_on
            )

    async def submit(self, app: MadeApp, *, by: Browser | None = None) -> None:
        """Have the newest version reviewed."""
        async with self.house.parts.database.write() as connection:
            await self.making.authoring.submit(connection, self.viewer(by or self.author), app.id)

    async def publish(self, app: MadeApp, *, everywhere: bool = False) -> Version:
        """Submit and publish the newest version."""
        await self.submit(app)
        number = (await self.versions(app))[0].number
        async with self.house.parts.database.write() as connection:
            await self.making.reviewing.publish(
                connection, self.viewer(self.administrator), app.id, number, everywhere=everywhere
            )
        return (await self.versions(app))[0]

    async def send_back(self, app: MadeApp) -> None:
        """Submit the newest version and give it back."""
        await self.submit(app)
        number = (await self.versions(app))[0].number
        async with self.house.parts.database.write() as connection:
            await self.making.reviewing.send_back(
                connection, self.viewer(self.administrator), app.id, number, reason="宛先を直してください。"
            )

    async def withdraw(self, app: MadeApp) -> None:
        """Offer it no more."""
        async with self.house.parts.database.write() as connection:
            await self.making.keeping.withdraw(connection, self.viewer(self.author), app.id)

    async def versions(self, app: MadeApp) -> tuple[Version, ...]:
        """The versions, newest first."""
        async with self.house.parts.database.read() as connection:
            return await versions.versions_of(connection, app.id)


def drafted(title: str = "問合せの回答案") -> Content:
    """An app that rewrites a text, ready to be saved."""
    kind = next(each for each in kinds_of_work() if each.id == "rewrite")
    return begun(kind, title=title, use_case="窓口の担当者が、住民への回答を読みやすくする。")


def changed(content: Content, **facts: object) -> Content:
    """The content with other facts."""
    return replace(content, **facts)  # pyright: ignore[reportArgumentType]


async def team_with(workspace: Workspace, author: Browser, member: Browser, name: str) -> Team:
    """A team of two."""
    teams = workspace.parts.making.teams
    viewer = Viewer(author.person, workspace.ministry, "session", permissions_of(author.person.roles))
    async with workspace.parts.database.write() as connection:
        team = await teams.form(connection, viewer, name)
        await teams.set_member(connection, viewer, team.id, Member(member.person.id, TeamRole.MEMBER))
    return team


@pytest.fixture
async def studio(workspace: Workspace, oracle: Oracle) -> Studio:
    """The cast, with the oracle connected."""
    deployment = await workspace.connect(
        "試験用のモデル", protocol="openai_chat", address=oracle.address, remote_model="oracle"
    )
    author = await workspace.browser("作成花子", Role.STAFF, Role.APP_AUTHOR)
    member = await workspace.browser("同僚次郎")
    return Studio(
        house=workspace,
        author=author,
        member=member,
        colleague=await workspace.browser("別課三郎"),
        administrator=await workspace.browser("管理四子", Role.MINISTRY_ADMINISTRATOR),
        stranger=await workspace.browser("他市五郎", of=workspace.city),
        foreign_administrator=await workspace.browser(
            "他市六子", Role.MINISTRY_ADMINISTRATOR, of=workspace.city
        ),
        team=await team_with(workspace, author, member, "旅費担当"),
        deployment_id=deployment.id,
    )
