"""The peer of ``home_page.py``: ``python benchmarks/home_page_peer.py FOLDER PORT`` serves ``FOLDER/page.html``.

One page of FastAPI and Jinja behind a session that is looked up in SQLite, with nothing of Genkan.
"""

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI, HTTPException
from jinja2 import Environment, FileSystemLoader
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.responses import HTMLResponse


def make(folder: Path) -> FastAPI:
    """The application on an empty folder that holds the page."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'sessions.sqlite3'}")
    template = Environment(loader=FileSystemLoader(folder), autoescape=True).get_template("page.html")

    @asynccontextmanager
    async def lifespan(_application: FastAPI) -> AsyncGenerator[None, None]:
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE session (token TEXT PRIMARY KEY, name TEXT)"))
            await connection.execute(text("INSERT INTO session VALUES ('token', '例示花子')"))
        yield
        await engine.dispose()

    application = FastAPI(lifespan=lifespan)

    @application.get("/sign-in")
    async def sign_in() -> HTMLResponse:
        """Ready."""
        return HTMLResponse("ok")

    @application.get("/")
    async def home() -> HTMLResponse:
        """The page."""
        async with engine.connect() as connection:
            found = await connection.execute(
                text("SELECT name FROM session WHERE token = :token"), {"token": "token"}
            )
            name = found.scalar()
        if name is None:
            raise HTTPException(401)
        return HTMLResponse(template.render(name=name))

    return application


if __name__ == "__main__":
    application = make(Path(sys.argv[1]))
    uvicorn.run(
        application, port=int(sys.argv[2]), log_level="warning", access_log=False, timeout_keep_alive=60
    )
