"""``genkan exam plan``, ``take-share``, ``seal`` and ``open``: from the plan to the questions."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from genkan.cli.acting import BY, acting_as
from genkan.cli.links import named_person
from genkan.cli.signature import CODE, FOR_SAMPLE, Proof, Signing, signing
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.evaluation import Exam
    from genkan.governance import DeedKind, Permission, Person, SignedDeed, Viewer

_EXAM = ("試験のID", "Id of the test")
_CUSTODIAN = ("保管者のサインイン名", "Sign-in name of the custodian")
_FORMATS = ["%Y-%m-%dT%H:%M"]
_TOKYO = timezone(timedelta(hours=9))


def add_custody(commands: typer.Typer, words: Words) -> None:
    """``plan``, ``take-share``, ``seal`` and ``open``."""
    _add_plan(commands, words)
    _add_take(commands, words)
    _add_seal(commands, words)
    _add_open(commands, words)


def _add_plan(commands: typer.Typer, words: Words) -> None:
    @commands.command(help=words("試験を作成し、IDを表示します。", "Plan a test and print its id."))
    def plan(
        title: str = typer.Argument(help=words("名称", "Title")),
        by: str = typer.Option(..., help=words(*BY)),
        opens: datetime = typer.Option(
            ..., formats=_FORMATS, help=words("開封の日時（日本時間）", "Hour of opening (time of Japan)")
        ),
        closes: datetime = typer.Option(
            ..., formats=_FORMATS, help=words("終了の日時（日本時間）", "Hour of the end (time of Japan)")
        ),
        custodian: list[str] = typer.Option(
            ...,
            help=words(
                "保管者のサインイン名（2人、又は予備を含めて3人）",
                "Sign-in name of a custodian (two, or three with a reserve)",
            ),
        ),
        questions: list[str] = typer.Option(
            [],
            help=words(
                "出題数（例: drafting-2=5。省略時は使える全ての設問）",
                "Counts such as drafting-2=5 (default: every question that may be drawn)",
            ),
        ),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import ExamDraft, pool_of, supply
        from genkan.governance import Permission

        async def add(parts: "Parts") -> str:
            async with parts.database.write() as connection:
                viewer = await acting_as(connection, by, Permission.RUN_EXAMS)
                own = viewer.organisation
                pool = await pool_of(connection, own.id, allows_burnt=False)
                every = {name: str(count) for name, count in supply(pool).items()}
                people = [(await named_person(connection, name)).id for name in custodian]
                draft = ExamDraft(
                    title=title,
                    counts=dict(each.split("=", 1) for each in questions if "=" in each) or every,
                    opens_at=opens.replace(tzinfo=_TOKYO),
                    closes_at=closes.replace(tzinfo=_TOKYO),
                    custodians=tuple(people),
                )
                exam = await parts.exams.planning.add(
                    connection, draft, organisation_id=own.id, person_id=viewer.person.id
                )
                return exam.id

        say(with_parts(add), wrap=False)


def _add_take(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="take-share",
        help=words(
            "保管者の鍵を作り、ファイルに一度だけ書き出します。",
            "Make a custodian's share, written this once.",
        ),
    )
    def take_share(
        exam: str = typer.Argument(help=words(*_EXAM)),
        custodian: str = typer.Argument(help=words(*_CUSTODIAN)),
        file: Path = typer.Argument(dir_okay=False, help=words("ファイル", "File")),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import plan_digest
        from genkan.governance import DeedKind

        async def take(parts: "Parts") -> str:
            async def give(connection: "AsyncConnection", hand: Signing) -> str:
                person, found = await named_person(connection, custodian), await exam_named(connection, exam)
                planned = await plan_digest(connection, found)
                await hand.prove(connection, person, _deed(DeedKind.EXAM_SHARE_TAKEN, person, found, planned))
                return await parts.exams.custody.take(connection, found, person_id=person.id, signed_in=False)

            return await signing(parts, give, Proof(code, for_sample))

        share = with_parts(take)
        file.touch(mode=0o600)
        file.write_text(f"{share}\n", encoding="utf-8")
        say(words("鍵を書き出しました。", "The share was written."))


def _add_seal(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        help=words(
            "設問を抽選で選んで封印し、封印の値を表示します。", "Draw and seal; prints the commitment."
        )
    )
    def seal(
        exam: str = typer.Argument(help=words(*_EXAM)),
        by: str = typer.Option(..., help=words(*BY)),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import plan_digest
        from genkan.governance import DeedKind

        async def close(parts: "Parts") -> str:
            async def seal_it(connection: "AsyncConnection", hand: Signing) -> str:
                viewer, found = await exam_of(connection, exam, by)
                planned = await plan_digest(connection, found, with_keys=True)
                await hand.prove(
                    connection, viewer.person, _deed(DeedKind.EXAM_SEAL, viewer.person, found, planned)
                )
                return await parts.exams.custody.seal(connection, found, person_id=viewer.person.id)

            return await signing(parts, seal_it, Proof(code, for_sample))

        say(with_parts(close), wrap=False)


def _add_open(commands: typer.Typer, words: Words) -> None:
    @commands.command(
        name="open",
        help=words(
            "保管者1人の鍵を提示します。2人分がそろうと開封します。",
            "Bring a custodian's share; any two open the test.",
        ),
    )
    def open_exam(
        exam: str = typer.Argument(help=words(*_EXAM)),
        custodian: str = typer.Argument(help=words(*_CUSTODIAN)),
        file: Path = typer.Argument(
            exists=True, dir_okay=False, help=words("鍵のファイル", "File of the share")
        ),
        code: str = typer.Option("", help=words(*CODE)),
        for_sample: bool = typer.Option(False, "--for-sample", help=words(*FOR_SAMPLE)),
    ) -> None:
        from genkan.cli.opening import with_parts
        from genkan.evaluation import ExamProblem
        from genkan.governance import DeedKind
        from genkan.kit import digest

        share = file.read_text(encoding="utf-8", errors="replace")

        async def bring(parts: "Parts") -> bool:
            async with parts.database.read() as connection:
                person, found = await named_person(connection, custodian), await exam_named(connection, exam)
            deed = _deed(DeedKind.EXAM_SHARE_BROUGHT, person, found, digest(found.record))

            async def hand_over(connection: "AsyncConnection", hand: Signing) -> bool:
                await hand.prove(connection, person, deed)
                return await parts.exams.custody.bring(
                    connection, found, share, person_id=person.id, signed_in=False
                )

            try:
                return await signing(parts, hand_over, Proof(code, for_sample))
            except ExamProblem as problem:
                async with parts.database.write() as connection:
                    await parts.exams.custody.note_refusal(
                        connection,
                        found,
                        person_id=person.id,
                        reason=type(problem).__name__,
                        signed_in=False,
                    )
                raise

        is_open = with_parts(bring)
        opened = words("開封しました。", "The test is open.")
        say(opened if is_open else words("もう1人の鍵を待っています。", "Another share is awaited."))


def _deed(kind: "DeedKind", person: "Person", exam: "Exam", digest: str) -> "SignedDeed":
    from genkan.governance import SignedDeed

    return SignedDeed(
        kind=kind,
        person_id=person.id,
        organisation_id=exam.organisation_id,
        object_id=exam.id,
        title=exam.title,
        path=f"/exams/{exam.id}",
        digest=digest,
    )


async def exam_named(connection: "AsyncConnection", exam_id: str) -> "Exam":
    """The test of an id, of whatever organisation. Raises ``ExamUnknown``."""
    from genkan.evaluation import ExamUnknown, find_exam

    found = await find_exam(connection, exam_id, organisation_id=None)
    if found is None:
        raise ExamUnknown
    return found


async def exam_of(
    connection: "AsyncConnection", exam_id: str, by: str, permission: "Permission | None" = None
) -> "tuple[Viewer, Exam]":
    """Who acts, by the right to hold tests if no other is named, and the test of that person's organisation.

    Raises ``PersonNotFound``, ``PersonMayNot`` and ``ExamUnknown``.
    """
    from genkan.evaluation import ExamUnknown, find_exam
    from genkan.governance import Permission

    viewer = await acting_as(connection, by, permission or Permission.RUN_EXAMS)
    found = await find_exam(connection, exam_id, organisation_id=viewer.organisation.id)
    if found is None:
        raise ExamUnknown
    return viewer, found
