"""Something behind every page of the apps: teams, apps in each state, runs, templates, terms, external apps, lending."""

import asyncio
import json
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.export import ExportFormat
from genkan.apps.external.allowing import allow_host
from genkan.apps.external.app import Facts
from genkan.apps.form.field import Form
from genkan.apps.gennai.registration import Registration
from genkan.apps.making.content import Content
from genkan.apps.making.store.trials import Trial, add_trial
from genkan.apps.making.store.versions import versions_of
from genkan.apps.making.use_case import begun, kinds_of_work
from genkan.apps.output import Check, CheckOutcome, Output
from genkan.apps.prompts.keeping import TemplateDraft
from genkan.apps.run import Advance, Failure, FileSide, Run, RunFile, RunState
from genkan.apps.store import files, made_files, runs
from genkan.apps.store.favourites import add_favourite
from genkan.apps.store.tables import run_table
from genkan.apps.teams.team import Member, TeamRole
from genkan.asgi import Parts
from genkan.catalogue import Answer, DeploymentDraft, InformationClass, connect_deployment, list_deployments
from genkan.cli.opening import open_parts
from genkan.evaluation import BenchmarkWish, Contestant
from genkan.evaluation.benchmarks.results import results_of
from genkan.evaluation.benchmarks.store.benchmarks import keep_results, read_items
from genkan.evaluation.running import AnswerState, read_answers
from genkan.governance import Viewer, permissions_of
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.settings import Settings
from genkan.trial.store import Comparison, add_comparison
from tests.browser.marking import mark_something
from tests.trial.running import arm_of, run_trial

USE_CASE = "窓口の担当者が、住民への回答を読みやすくする。"
LONG = "例示市" * 30
TEXT = f"""# 要点

- 予算額は**1,500万円**である。
- {LONG}

| 項目 | 令和7年度 | 令和8年度 | 増減 | 備考 |
|---|---|---|---|---|
| 旅費の精算に関する事務 | 1,200万円 | 1,500万円 | 300万円 | {LONG} |
"""
CHECKS = (
    Check("数値・日付の照合", CheckOutcome.FAILED, ("「1500」は元の資料にありません。",)),
    Check("条文の引用の照合", CheckOutcome.PASSED),
)
FAILURE = Failure(
    "モデルの回答が途中で切れました。", "もう一度実行してください。入力した内容は残してあります。", {}
)


@dataclass(frozen=True)
class Furniture:
    """The paths of what was put in, by whose page it is."""

    staff: tuple[str, ...]
    administrator: tuple[str, ...]
    operator: tuple[str, ...]
    marker: tuple[str, ...]
    trial_office: tuple[str, ...]


def furnish(folder: Path, *, staff: str, administrator: str) -> Furniture:
    """Put everything into the installation of a folder while its server runs; in a thread, for Playwright holds this one."""
    put: list[Furniture] = []

    def work() -> None:
        put.append(asyncio.run(_furnish(Settings(data_folder=folder / "genkan-data"), staff, administrator)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return put[0]


async def _furnish(settings: Settings, staff: str, administrator: str) -> Furniture:
    async with open_parts(settings) as parts:
        trial = await _balance(parts, staff)
        await parts.report_desk.standings.count(trial)
        async with parts.database.write() as connection:
            return await _furnish_house(parts, connection, trial, staff, administrator)


async def _balance(parts: Parts, staff: str) -> str:
    """A trial of every model that there is, in which nobody takes part."""
    async with parts.database.read() as connection:
        organisation = (await _viewer(connection, staff)).organisation
        arms = [arm_of(each, each.title[:40]) for each in await list_deployments(connection)]
    return await run_trial(
        parts.database, parts.ledger, parts.clock, organisation_id=organisation.id, arms=arms, joins=False
    )


async def _furnish_house(
    parts: Parts, connection: AsyncConnection, trial: str, staff: str, administrator: str
) -> Furniture:
    house = _House(
        parts, connection, await _viewer(connection, staff), await _viewer(connection, administrator)
    )
    model = await house.connect_model()
    shown = await house.run_something(model)
    made = await house.make_apps(model)
    template = await house.keep_template()
    terms = await house.keep_terms()
    await house.lend()
    external = await house.register()
    measured = await house.measure(model)
    marked = await mark_something(parts, connection, house.administrator)
    awaited = await house.add_run(RunState.AWAITED, app_id=external, title="住所の確認")
    return Furniture(
        staff=(*shown, f"/runs/{awaited}", await house.run_in_pair(), *made, *template),
        administrator=(
            f"/administration/external-apps/{external}",
            f"/administration/external-apps/{external}/edit",
            made[-1],
            *terms,
            f"/evaluation/runs/{measured}",
            f"/evaluation/benchmarks/{measured}",
            marked.office,
        ),
        operator=(f"/models/deployments/{model}", f"/models/deployments/{model}/new-build"),
        marker=marked.marker,
        trial_office=(f"/trials/{trial}/balance",),
    )


async def _viewer(connection: AsyncConnection, name: str) -> Viewer:
    person = await people.find_person(connection, sign_in_name=name)
    assert person is not None
    organisation = await people.find_organisation(connection, organisation_id=person.organisation_id)
    assert organisation is not None
    return Viewer(person, organisation, "session", permissions_of(person.roles))


def _content(title: str) -> Content:
    """An app with a preview, ready to be saved."""
    kind = next(each for each in kinds_of_work() if each.id == "rewrite")
    content = begun(kind, title=title, use_case=USE_CASE)
    first, *others = content.form.fields
    form = Form((replace(first, preview=True, default="- **初めの文**"), *others))
    return replace(content, form=form, highest_class=InformationClass.TWO)


@dataclass(frozen=True)
class _House:
    """The installation in one transaction."""

    parts: Parts
    connection: AsyncConnection
    staff: Viewer
    administrator: Viewer

    async def measure(self, model: str) -> str:
        """A benchmark with an answer to each question; the server asks nobody, for the model is not there."""
        line = {"id": "q1", "question": LONG, "choices": ["甲", "乙"], "answer": "a", "field": "文書管理"}
        wish = BenchmarkWish(
            organisation_id=self.administrator.organisation.id,
            title=f"試験用の測定 {LONG}",
            source="試験用.jsonl",
            content=json.dumps(line).encode(),
            contestants=(Contestant("試験用のモデル", model),),
            started_by=self.administrator.person.id,
            repetitions=2,
        )
        run_id = await self.parts.benchmarks.begin(self.connection, wish)
        items = await read_items(self.connection, run_id)
        answers = [
            replace(answer, state=AnswerState.ANSWERED, outcome="completed", text="答え：a", seconds=1.0)
            for answer in await read_answers(self.connection, run_id)
        ]
        await keep_results(self.connection, run_id, results_of(items, answers))
        return run_id

    async def connect_model(self) -> str:
        """A language model that nobody asks: it may have less than the answerer that is there already."""
        draft = DeploymentDraft(
            title="試験用のモデル",
            protocol="openai_chat",
            address="http://127.0.0.1:9/v1",
            remote_model="nobody",
            place="JP",
            vendor_logging=Answer.NO,
            learning=Answer.NO,
            ceiling=InformationClass.TWO,
        )
        deployment = await connect_deployment(
            self.connection, draft, ledger=self.parts.ledger, clock=self.parts.clock, actor="command_line"
        )
        return deployment.id

    async def add_run(
        self, state: RunState, *, app_id: str = "summary", title: str = "要約", model: str = "", age: int = 1
    ) -> str:
        """A run of the staff as it stands in that state."""
        began = self.parts.clock() - timedelta(minutes=age)
        run = Run(
            id=new_id(self.parts.clock),
            person_id=self.staff.person.id,
            organisation_id=self.staff.organisation.id,
            app_id=app_id,
            title=title,
            values={"text": TEXT, "input": TEXT, "length": "short", "shape": "points"},
            information_class=InformationClass.TWO,
            deployment_id=model,
            session_id=new_id(self.parts.clock),
            previous_id=None,
            state=state,
            advance=Advance(2, 5, "資料を読み取っています"),
            created_at=began,
            started_at=began,
            failure=FAILURE if state is RunState.FAILED else None,
            ended_at=self.parts.clock() if state.ended else None,
        )
        await runs.add_run(self.connection, run)
        if state is RunState.COMPLETED:
            output = Output(TEXT, checks=CHECKS, notices=("資料を3つに分けて読みました。",))
            await runs.complete(self.connection, run.id, output, at=self.parts.clock())
        return run.id

    async def run_in_pair(self) -> str:
        """Two outputs of one run, of which none is picked."""
        pair = await self.add_run(RunState.COMPLETED, title="文章の要約")
        sides = [await self.add_run(RunState.COMPLETED, title="文章の要約") for _ in "ab"]
        for run_id, side in zip((pair, *sides), ("", "a", "b"), strict=True):
            changes = {"pair_id": pair, "side": side}
            own = run_table.c.id == run_id
            await self.connection.execute(run_table.update().where(own).values(**changes))
        person = self.staff.person
        comparison = Comparison(
            id=pair,
            person_id=person.id,
            organisation_id=person.organisation_id,
            question="",
            information_class=InformationClass.TWO,
            seed="5eed",
            created_at=self.parts.clock(),
        )
        await add_comparison(self.connection, comparison)
        return f"/runs/{pair}/pair"

    async def run_something(self, model: str) -> tuple[str, ...]:
        """Runs that ended well, ended badly and go on, and the lists that show them."""
        states = (
            RunState.COMPLETED,
            RunState.FAILED,
            RunState.STOPPED,
            RunState.INTERRUPTED,
            RunState.RUNNING,
        )
        ids = [await self.add_run(state, model=model) for state in states]
        for position, (side, name) in enumerate(
            ((FileSide.GIVEN, f"{LONG}.docx"), (FileSide.MADE, "要約.txt"))
        ):
            file = RunFile(
                id=new_id(self.parts.clock),
                run_id=ids[0],
                side=side,
                key="",
                name=name,
                media_type="text/plain",
                size=6,
            )
            await files.add_file(self.connection, file, "要約".encode(), position=position)
        await add_favourite(self.connection, self.staff.person.id, "summary")
        for form in (ExportFormat.PDF, ExportFormat.WORD):
            await made_files.ask_for_file(self.connection, ids[0], form, now=self.parts.clock())
        await made_files.keep_failure(self.connection, ids[0], ExportFormat.WORD, FAILURE)
        return (
            *(f"/runs/{each}" for each in ids),
            *(f"/runs/{ids[0]}/made-file/{form}" for form in ExportFormat),
            "/runs",
            "/apps",
            "/apps?q=要約",
            f"/apps/summary?again={ids[0]}",
        )

    async def make_apps(self, model: str) -> tuple[str, ...]:
        """A draft with two versions and a trial, one that a model proposed, one that is published, one in review."""
        making, clock = self.parts.making, self.parts.clock
        team = await making.teams.form(self.connection, self.administrator, "旅費担当")
        member = Member(self.staff.person.id, TeamRole.ADMINISTRATOR)
        await making.teams.set_member(self.connection, self.administrator, team.id, member)

        async def begin(content: Content) -> str:
            return (await making.authoring.begin(self.connection, self.staff, team.id, content)).id

        draft = await begin(_content("問合せの回答案"))
        first = (await versions_of(self.connection, draft))[0]
        second = await making.authoring.save(
            self.connection,
            self.staff,
            draft,
            replace(first.content, system="短く書きます。", purpose="住民への回答を短くする。"),
            based_on=first.id,
        )
        tried = [
            await self.add_run(state, app_id=second.id, title="問合せの回答案", model=model)
            for state in (RunState.COMPLETED, RunState.FAILED, RunState.RUNNING)
        ]
        trial = Trial(new_id(clock), second.id, self.staff.person.id, clock(), tuple(tried))
        await add_trial(self.connection, trial)
        proposed = await begin(replace(_content("精算の漏れ"), proposed_by="試験用のモデル"))
        published = await begin(_content("会議の案内"))
        await making.authoring.submit(self.connection, self.staff, published)
        await making.reviewing.publish(self.connection, self.administrator, published, 1, everywhere=False)
        waiting = await begin(_content("照会の下書き"))
        await making.authoring.submit(self.connection, self.staff, waiting)
        version = (await versions_of(self.connection, published))[0]
        return (
            "/making",
            "/making/new",
            f"/making/teams/{team.id}?q=.rei",
            f"/making/{draft}",
            f"/making/{draft}/edit",
            f"/making/{draft}/versions/2?against=1",
            f"/making/{draft}/versions/2/try",
            f"/making/trials/{trial.id}",
            f"/making/{proposed}/edit",
            f"/making/{published}",
            f"/apps/{version.id}",
            f"/making/{waiting}/versions/1",
        )

    async def keep_template(self) -> tuple[str, ...]:
        """A prompt template with a gap."""
        draft = TemplateDraft("会議の案内", "{{ 会議名 }}の案内を作成してください。", reach="organisation")
        kept = await self.parts.apps.keeping.add(self.connection, self.staff, draft)
        return ("/prompts", "/prompts/new", f"/prompts/{kept}?gap.会議名=幹部会", f"/prompts/{kept}/edit")

    async def keep_terms(self) -> tuple[str, ...]:
        """A term of the organisation."""
        owner_id = self.administrator.organisation.id
        keeping = self.parts.apps.terms
        _, empty = await keeping.find(self.connection, self.administrator, owner_id, "ja-en")
        terms = "例示省,Ministry of Examples"
        await keeping.save(self.connection, self.administrator, empty, terms, mark=empty.mark)
        return ("/terms", f"/terms/{owner_id}/ja-en")

    async def lend(self) -> None:
        """An app for hosts outside."""
        await self.parts.apps.lending.lend(self.connection, self.administrator, "summary", deployment_id="")

    async def register(self) -> str:
        """A published external app on an allowed host."""
        facts = {"organisation_id": self.administrator.organisation.id, "actor": self.administrator.person.id}
        await allow_host(
            self.connection,
            "127.0.0.1",
            reason="同じ機械で動く試験用のアプリのため",
            ledger=self.parts.ledger,
            clock=self.parts.clock,
            **facts,
        )
        registry = self.parts.external.registry
        app = await registry.register(
            self.connection,
            Registration(
                name="住所の確認",
                endpoint="http://127.0.0.1:9/invoke",
                form=_content("").form,
                description="住所の書き方を確かめます。",
                how_to_use=":::disclosure{title=使い方}\n住所を入力します。\n:::",
            ),
            name="address-check",
            facts=Facts(operator="例示株式会社", place="JP", ceiling=InformationClass.TWO),
            **facts,
        )
        await registry.set_key(self.connection, app, "sk-" + "x" * 40, actor=facts["actor"])
        return (await registry.publish(self.connection, app, actor=facts["actor"])).id
