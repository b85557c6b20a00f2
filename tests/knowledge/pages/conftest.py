"""The regulations' pages in the whole application: two organisations, people in browsers, a worker that a test runs."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from bs4 import BeautifulSoup, Tag
from fastapi import FastAPI

from genkan.asgi import create_application, make_pages
from genkan.governance import Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.knowledge import Collection, Library, Loader, NamedFile, Readers, Receiver
from genkan.knowledge.text.tokenise import SudachiSegmenter
from genkan.settings import load_settings
from genkan.storage import Database, metadata
from genkan.ui import Pages
from tests.conftest import StillClock
from tests.one_room import new_person, signed_in

ADDRESS = "http://genkan.test"
RECORDS = """---
title: 例示省文書規程
number: 令和七年例示省訓令第三号
effective: 2025-04-01
abbreviations: [文書規程]
---
## 第一章 総則

#### 第一条（目的）

この規程は、行政文書の管理について定める。

#### 第二条（定義）

この規程において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。

一 行政文書　職員が作成した文書をいう。
　イ 書籍を除く。

２ 前条の目的は、旅費規程第一条の目的と同じとする。

## 第二章 保存
### 第一節 期間

#### 第三条（保存期間）

行政文書の保存期間は、十年とする。
"""
TRAVEL = """---
title: 例示省旅費規程
abbreviations: [旅費規程]
---
#### 第一条（日当）

行政文書の作成のための出張の日当は、一日につき二千円とする。
"""
SECRET = """---
title: 例示市秘密規程
---
#### 第一条（秘密）

行政文書の秘密について定める。
"""


@dataclass
class Browser:
    """A browser in which one person is signed in; reads pages as soup."""

    client: httpx2.AsyncClient

    async def get(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """A page, which has one heading of the first level."""
        return _soup(await self.client.get(path), status)

    async def post(self, path: str, *, status: int = 200, **fields: object) -> BeautifulSoup:
        """The page that answers a form."""
        return _soup(await self.client.post(path, data=fields), status)

    async def post_body(self, path: str, body: bytes, *, kind: str, status: int) -> BeautifulSoup:
        """Send a body as it is."""
        response = await self.client.post(path, content=body, headers={"content-type": kind})
        return _soup(response, status)

    async def upload(
        self, collection: Collection, *files: tuple[str, bytes], status: int = 200
    ) -> BeautifulSoup:
        """Send files as the form does."""
        path = f"/administration/knowledge/{collection.id}/files"
        return _soup(await self.client.post(path, files=[("files", file) for file in files]), status)

    async def handed_in(self, collection: Collection, *files: tuple[str, bytes]) -> str:
        """Send files as the form does; the address of the page that shows what becomes of them."""
        path = f"/administration/knowledge/{collection.id}/files"
        response = await self.client.post(path, files=[("files", file) for file in files])
        assert response.status_code == 303
        return response.headers["location"]


@dataclass
class PagesRoom:
    """The running application."""

    application: FastAPI
    index: Path
    clock: StillClock
    ministry: Organisation
    city: Organisation
    stack: AsyncExitStack

    @property
    def library(self) -> Library:
        """The library of the application."""
        return self.application.state.parts[Library]

    @property
    def database(self) -> Database:
        """The database of the application."""
        return self.application.state.parts[Database]

    async def load_uploads(self, collection: Collection) -> None:
        """Do what the worker does with the files that were handed in."""
        receiver: Receiver = self.application.state.parts[Receiver]
        for upload in receiver.inbox.uploads(collection.id):
            await receiver.load(collection.id, upload.id)

    async def browser(self, *roles: Role, of: Organisation | None = None, language: str = "ja") -> Browser:
        """A browser of a new person, staff of the ministry if nothing else is said."""
        person = await new_person(
            self.database, of or self.ministry, *roles, clock=self.clock, language=language
        )
        client = await signed_in(self.application, self.database, person, clock=self.clock, origin=ADDRESS)
        return Browser(await self.stack.enter_async_context(client))

    async def collection(
        self,
        title: str,
        *texts: str,
        of: Organisation | None = None,
        readers: Readers = Readers.ORGANISATION,
        indexed: bool = True,
    ) -> Collection:
        """A collection of the ministry, if nothing else is said, with these regulations."""
        loader: Loader = self.application.state.parts[Loader]
        async with self.database.write() as connection:
            collection = await self.library.add_collection(
                connection, organisation_id=(of or self.ministry).id, title=title, readers=readers
            )
        files = [NamedFile(f"{number}.md", text.encode()) for number, text in enumerate(texts)]
        await loader.load_files(files, collection_id=collection.id, actor="command_line")
        if indexed:
            await self.library.build_index()
        return collection

    async def document(self, collection: Collection) -> str:
        """The path of the first document of a collection."""
        async with self.database.read() as connection:
            documents = await self.library.documents(connection, collections=[collection])
        return f"/regulations/{documents[0].id}"

    async def events(self, kind: str) -> list[str]:
        """The objects of the ledger's events of a kind."""
        table = metadata.tables["ledger_event"]
        async with self.database.read() as connection:
            rows = await connection.execute(table.select().where(table.c.kind == kind))
            return [row.object_id for row in rows]

    async def jobs(self) -> list[str]:
        """The tasks that wait for a worker."""
        async with self.database.read() as connection:
            rows = await connection.execute(metadata.tables["job"].select())
            return [row.task for row in rows]


@pytest.fixture(scope="session")
def pages() -> Pages:
    """The templates, compiled once."""
    return make_pages("ja")


@pytest.fixture
async def pages_room(
    database: Database,
    database_url: str,
    clock: StillClock,
    tmp_path: Path,
    segmenter: SudachiSegmenter,
    pages: Pages,
) -> AsyncIterator[PagesRoom]:
    """The application of two organisations; nothing works in the background."""
    ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    city = Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None)
    async with database.write() as connection:
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=clock())
    settings = load_settings(data_folder=tmp_path, database_url=database_url, public_address=ADDRESS)
    application = create_application(settings, clock)
    index = tmp_path / "index"
    library = Library(database, clock, index, segmenter=segmenter)
    application.state.parts.update({Library: library, Pages: pages})
    async with AsyncExitStack() as stack:
        yield PagesRoom(application, index, clock, ministry, city, stack)
    await library.stop()
    await application.state.parts[Database].close()


def texts(page: Tag, selector: str) -> list[str]:
    """What the elements say, with single spaces."""
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def _soup(response: httpx2.Response, status: int) -> BeautifulSoup:
    assert response.status_code == status, response.text
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.select("h1")) == 1
    return page
