"""The web application: routes of every room, guards around them, parts behind them."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from genkan.app_api.api import router as app_api
from genkan.apps.api import router as writing_api
from genkan.apps.pages import router as apps_pages
from genkan.asgi.body_limit import BodyLimit
from genkan.asgi.front import Front
from genkan.asgi.metrics_page import MetricsPage
from genkan.asgi.parts import Parts, make_parts
from genkan.asgi.problems import ProblemAnswers
from genkan.asgi.security_headers import SecurityHeaders, security_headers
from genkan.catalogue.pages import router as catalogue_pages
from genkan.evaluation.benchmarks.pages import router as evaluation_benchmarks
from genkan.evaluation.exam.pages import router as exam_pages
from genkan.evaluation.items.pages import router as item_pages
from genkan.evaluation.marking.pages import router as marking_pages
from genkan.evaluation.running.pages import router as evaluation_runs
from genkan.gateway.pages import router as gateway_pages
from genkan.governance import CrossSiteGuard, SignInRequired, answer_sign_in_required
from genkan.governance.pages import router as governance_pages
from genkan.inquiry.api import router as inquiry_api
from genkan.inquiry.pages import router as inquiry_pages
from genkan.kit import Clock, system_clock
from genkan.knowledge.api import McpDoor
from genkan.knowledge.api import router as knowledge_api
from genkan.knowledge.pages import router as knowledge_pages
from genkan.openai_api import OpenAIApi
from genkan.selection.pages import router as selection_pages
from genkan.settings import Settings, load_settings
from genkan.storage import migrate
from genkan.trial.pages import router as trial_pages
from genkan.ui import ASSETS_PATH
from genkan.workspace.pages import router as workspace_pages

ROUTERS = (
    governance_pages,
    catalogue_pages,
    gateway_pages,
    knowledge_pages,
    knowledge_api,
    apps_pages,
    writing_api,
    app_api,
    inquiry_api,
    inquiry_pages,
    item_pages,
    exam_pages,
    evaluation_runs,
    evaluation_benchmarks,
    marking_pages,
    selection_pages,
    trial_pages,
    workspace_pages,
)


def create_application(settings: Settings | None = None, clock: Clock = system_clock) -> FastAPI:
    """The application on a migrated database; its parts start and stop with the server's lifespan."""
    parts = make_parts(settings or load_settings(), clock)
    tools = McpDoor(
        parts.gateway,
        parts.desk,
        parts.clock,
        explain=parts.pages.explain_in,
        language=parts.settings.language,
        address=parts.settings.address,
    )
    application = Front(
        tools=tools,
        api=OpenAIApi(parts.gateway, parts.clock, explain=parts.pages.explain_in),
        title="Genkan",
        lifespan=_lifespan(parts, tools),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    application.state.parts = parts.by_type()
    application.state.clock = clock
    application.state.closing = asyncio.Event()
    for router in ROUTERS:
        application.router.routes.extend(
            router.routes
        )  # including a router would build each of its routes anew
    application.mount(ASSETS_PATH, parts.pages.assets_app())
    _guard(application, parts)
    return application


def create_migrated_application() -> FastAPI:
    """For servers that take a factory (``uvicorn --factory genkan.asgi:create_migrated_application``)."""
    settings = load_settings()
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    return create_application(settings)


def _lifespan(parts: Parts, tools: McpDoor) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_application: FastAPI) -> AsyncGenerator[None, None]:
        await parts.start()
        try:
            yield
        finally:
            await tools.stop()
            await parts.stop()

    return lifespan


def _guard(application: FastAPI, parts: Parts) -> None:
    """Errors become pages; other sites, huge bodies, missing headers are kept out. Last added, first met."""
    headers = security_headers(https=parts.settings.cookies_are_secure)
    answers = ProblemAnswers(pages=parts.pages, database=parts.database, clock=parts.clock, headers=headers)
    answers.register(application)
    application.add_exception_handler(SignInRequired, answer_sign_in_required)
    application.add_middleware(BodyLimit)
    application.add_middleware(
        CrossSiteGuard, public_address=parts.settings.address, refuse=answers.on_problem
    )
    application.add_middleware(
        MetricsPage, gateway=parts.gateway, token=parts.settings.metrics_token.get_secret_value()
    )
    application.add_middleware(SecurityHeaders, headers=headers)
