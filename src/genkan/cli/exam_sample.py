"""``genkan exam sample``: the sample programme made ready, and the commands that come next."""

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import typer
from rich.markup import escape

from genkan.cli.errors import SampleMissing
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.governance import Organisation

_CUSTODIANS = ("keiko.rei", "yumi.rei")
_OFFICE = "takuya.rei"
_MARKERS = ("makoto.rei", "yui.rei")
_HELD_FOR = timedelta(days=1)
_TITLE = "見本の性能試験"


class _Prepared(NamedTuple):
    """The test, and how many questions it asks, applications there are, and reviews were handed in now."""

    exam_id: str
    questions: int
    reviewed: int


def add_sample(commands: typer.Typer, words: Words) -> None:
    """The one subcommand."""

    @commands.command(
        help=words(
            "見本の公募、15件の応募とその書面審査、50問の設問及び出題構成を準備し、次に実行するコマンドを表示します。",
            "Prepare the sample call, fifteen applications with their review, fifty questions and the blueprint; prints the"
            " commands that come next.",
        )
    )
    def sample(
        opens_in: int = typer.Option(
            60, min=1, help=words("開封の日時までの秒数", "Seconds until the hour of opening")
        ),
    ) -> None:
        from genkan.cli.opening import with_parts

        prepared = with_parts(lambda parts: _prepare(parts, timedelta(seconds=opens_in)))
        _tell(prepared, words)


async def _prepare(parts: "Parts", wait: timedelta) -> _Prepared:
    from genkan.evaluation import ExamDraft, pool_of, supply

    ministry = await _ministry(parts)
    async with parts.database.write() as connection:
        reviewed = await parts.selection.sample.review(connection, ministry)
        pool = await pool_of(connection, ministry.id, allows_burnt=False)
        opens_at = parts.clock() + wait
        draft = ExamDraft(
            title=_TITLE,
            counts={name: str(count) for name, count in supply(pool).items()},
            opens_at=opens_at,
            closes_at=opens_at + _HELD_FOR,
            custodians=await _custodians(parts, ministry),
        )
        exam = await parts.exams.planning.add(connection, draft, organisation_id=ministry.id, person_id=None)
    return _Prepared(exam.id, exam.plan.blueprint.total, reviewed)


async def _ministry(parts: "Parts") -> "Organisation":
    """The sample's ministry; an installation that is empty is filled first. Raises ``SampleMissing``."""
    from genkan.cli.sample import MINISTRY, load_sample, sample_is_missing
    from genkan.governance import find_organisation

    if await sample_is_missing(parts):
        await load_sample(parts, progress=_nothing)
    async with parts.database.read() as connection:
        ministry = await find_organisation(connection, name=MINISTRY)
    if ministry is None:
        raise SampleMissing
    return ministry


def _nothing(_report: object) -> None:
    """Nobody watches how far it is."""


async def _custodians(parts: "Parts", ministry: "Organisation") -> tuple[str, ...]:
    from genkan.evaluation import possible_custodians

    async with parts.database.read() as connection:
        people = await possible_custodians(connection, ministry.id)
    by_name = {person.sign_in_name: person.id for person in people}
    if not set(_CUSTODIANS) <= set(by_name):
        raise SampleMissing
    return tuple(by_name[name] for name in _CUSTODIANS)


def _tell(prepared: _Prepared, words: Words) -> None:
    from genkan.cli.sample import ANSWERERS

    done = words(
        f"{prepared.questions}問の試験を準備しました（今回提出した書面審査：{prepared.reviewed}件）。",
        f"A test of {prepared.questions} questions is ready ({prepared.reviewed} reviews were handed in now).",
    )
    say(escape(f"{done} {prepared.exam_id}"), wrap=False)
    say(words("次に、順に実行してください。", "Run these next, one after the other:"))
    titles = [each.title for each in ANSWERERS]
    for line in next_steps(prepared.exam_id, titles):
        say(escape(f"  genkan {line}"), wrap=False)


def next_steps(exam: str, titles: list[str]) -> list[str]:
    """The commands after ``exam sample``; TASK is printed by ``exam run``, CALL by ``selection sample-decision``, SHA256 by ``propose``."""
    chosen = " ".join(f'--deployment "{title}"' for title in titles)
    marking = [
        line
        for name in _MARKERS
        for line in (
            f"marking sheet TASK {name} {name}.jsonl --sample",
            f"marking enter TASK {name} {name}.jsonl",
            f"marking sheet TASK {name} {name}-2.jsonl --sample",
            f"marking enter TASK {name} {name}-2.jsonl",
        )
    ]
    return [
        *(f"exam take-share {exam} {name} {name}.txt --for-sample" for name in _CUSTODIANS),
        f"exam seal {exam} --by {_OFFICE} --for-sample",
        *(f"exam open {exam} {name} {name}.txt --for-sample" for name in _CUSTODIANS),
        f"exam run {exam} {chosen} --by {_OFFICE}",
        f"marking begin TASK {' '.join(f'--marker {name}' for name in _MARKERS)} --by {_OFFICE}",
        *marking,
        f"marking compare TASK --by {_OFFICE}",
        f"marking close TASK --by {_OFFICE}",
        f"exam publish {exam} --by {_OFFICE}",
        f"exam pack {exam} pack.json --by {_OFFICE}",
        "exam verify pack.json",
        f"selection sample-decision pack.json --by {_OFFICE}",
        f"selection propose CALL --by {_OFFICE}",
        f"selection sign CALL --digest SHA256 --by {_OFFICE} --for-sample",
        f"selection sign CALL --digest SHA256 --by {_CUSTODIANS[0]} --for-sample",
    ]
