"""A run of Genkan in this process: ``python benchmarks/exam/ours.py JSON``; prints seconds and processor seconds as JSON."""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from genkan.asgi import Parts, make_parts
from genkan.catalogue import Answer, DeploymentDraft, connect_deployment
from genkan.evaluation import Contestant, RunPlan, RunQuestion, RunState, find_run, read_answers
from genkan.governance import Organisation, OrganisationKind
from genkan.governance.store import people
from genkan.jobs import Worker
from genkan.kit import new_id, system_clock
from genkan.settings import load_settings
from genkan.storage import migrate

PROMPT = (
    "次の文の趣旨を一文で述べてください。" + "行政文書は、別表に定める期間、保存しなければならない。" * 20
)


async def contestants(parts: Parts, wish: dict[str, int]) -> tuple[Contestant, ...]:
    """The deployments, all at the one endpoint."""
    found = list[Contestant]()
    async with parts.database.write() as connection:
        for number in range(wish["models"]):
            draft = DeploymentDraft(
                title=f"model-{number}",
                protocol="openai_chat",
                address=f"http://127.0.0.1:{wish['port']}/v1",
                remote_model=f"model-{number}",
                public_name=f"model-{number}",
                build="1",
                capacity=64,
                place="JP",
                vendor_logging=Answer.NO,
                learning=Answer.NO,
            )
            made = await connect_deployment(
                connection, draft, ledger=parts.ledger, clock=system_clock, actor="command_line"
            )
            found.append(Contestant(made.title, made.id))
    return tuple(found)


async def run(wish: dict[str, int], folder: Path) -> dict[str, float]:
    """Ask everything and measure from the beginning of the run to its end."""
    settings = load_settings().model_copy(update={"data_folder": folder, "database_url": ""})
    migrate(settings.database)
    parts = make_parts(settings, system_clock)
    await parts.ledger.start()
    ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
    async with parts.database.write() as connection:
        await people.add_organisation(connection, ministry, now=system_clock())
    plan = RunPlan(
        id=new_id(system_clock),
        organisation_id=ministry.id,
        title="benchmark",
        questions=tuple(RunQuestion.of(f"q{n}", f"第{n}問。{PROMPT}") for n in range(wish["questions"])),
        contestants=await contestants(parts, wish),
        started_by="command_line",
        repetitions=wish["repetitions"],
        concurrency=wish["concurrency"],
    )
    await parts.gateway.start()
    worker = Worker(
        parts.database, queue=parts.queue, clock=system_clock, tasks=parts.runs.tasks(), take_all=False
    )
    await worker.start()
    began, cpu = time.perf_counter(), time.process_time()
    async with parts.database.write() as connection:
        await parts.runs.begin(connection, plan)
    state = RunState.RUNNING
    while state is RunState.RUNNING:
        await asyncio.sleep(0.05)
        async with parts.database.read() as connection:
            state = (await find_run(connection, plan.id)).state
    await parts.gateway.settle()
    measured = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    async with parts.database.read() as connection:
        answers = await read_answers(connection, plan.id)
    measured["answers"] = sum(each.outcome == "completed" and each.attempt == 1 for each in answers)
    first = min(each.asked_at for each in answers if each.asked_at)
    last = max(each.answered_at for each in answers if each.answered_at)
    measured["asking"] = (last - first).total_seconds()
    await worker.stop()
    await parts.gateway.stop()
    await parts.ledger.stop()
    await parts.database.close()
    return measured


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as given:
        print(json.dumps(asyncio.run(run(json.loads(sys.argv[1]), Path(given)))))
