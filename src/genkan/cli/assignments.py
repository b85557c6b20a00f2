"""``genkan trial assignment`` and ``genkan trial exposure``: who was given which arm, recomputed and counted."""

from typing import TYPE_CHECKING

import typer

from genkan.cli.terminal import advise, columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.trial import AssignmentProof, ExposureTable


def add_assignments(commands: typer.Typer, words: Words) -> None:
    """Add ``assignment verify`` and ``exposure`` to ``genkan trial``."""
    assignment = typer.Typer(
        name="assignment",
        help=words("割付けを確かめます。", "Look into assignments."),
        no_args_is_help=True,
    )
    commands.add_typer(assignment)
    chosen = words("試行の識別子（省略すると全ての試行）", "Id of a trial; without it, every trial")

    @assignment.callback()
    def group() -> None:
        """Keeps ``verify`` a subcommand while it is the only one."""

    @assignment.command(
        help=words(
            "監査記録だけから全ての割付けを計算し直し、計画どおりでない最初の割付けを示します。",
            "Recompute every assignment from the ledger alone, and name the first that does not follow.",
        )
    )
    def verify(trial: str = typer.Argument("", help=chosen)) -> None:
        proofs = _proofs(trial)
        if not proofs:
            _tell_none(words)
        for trial_id, proof in proofs.items():
            _tell_proof(words, trial_id, proof)
        raise typer.Exit(0 if all(proof.follows for proof in proofs.values()) else 1)

    @commands.command(
        help=words(
            "割付けの件数を、比較対象と組合せごとに表示します。どちらが優れているかは示しません。",
            "Print how often each arm and pair was given. Which one leads is not told.",
        )
    )
    def exposure(trial: str = typer.Argument("", help=chosen)) -> None:
        tables = _tables(trial)
        if not tables:
            _tell_none(words)
        for trial_id, table in tables.items():
            _tell_table(words, trial_id, table)


def _proofs(trial: str) -> "dict[str, AssignmentProof]":
    from genkan.cli.opening import with_parts
    from genkan.trial import read_proof, signed_trials

    async def prove(parts: "Parts") -> "dict[str, AssignmentProof]":
        async with parts.database.read() as connection:
            trials = (trial,) if trial else await signed_trials(connection)
            return {each: await read_proof(connection, each) for each in trials}

    return with_parts(prove)


def _tables(trial: str) -> "dict[str, ExposureTable]":
    from genkan.cli.opening import with_parts
    from genkan.trial import exposure_table, read_exposures, read_unassigned, signed_trials

    async def count(parts: "Parts") -> "dict[str, ExposureTable]":
        async with parts.database.read() as connection:
            trials = (trial,) if trial else await signed_trials(connection)
            return {
                each: exposure_table(
                    await read_exposures(connection, each), await read_unassigned(connection, each)
                )
                for each in trials
            }

    return with_parts(count)


def _tell_none(words: Words) -> None:
    say(words("署名された試行計画書は、まだありません。", "There is no signed protocol of a trial yet."))


def _tell_proof(words: Words, trial: str, proof: "AssignmentProof") -> None:
    say(words(f"試行 {trial}", f"Trial {trial}"))
    told = words(
        f"割付け {proof.drawn + proof.kept:,}件（抽選 {proof.drawn:,}、継続 {proof.kept:,}）、層 {proof.strata:,}、欠番 {proof.gaps:,}",
        f"{proof.drawn + proof.kept:,} assignments ({proof.drawn:,} drawn, {proof.kept:,} kept),"
        f" {proof.strata:,} strata, {proof.gaps:,} gaps",
    )
    say(told, indent=2)
    fault = proof.first_fault
    if fault is None:
        say(words("全て計画どおりです。", "All follow from the protocol."), indent=2)
        return
    say(
        words(
            f"計画どおりでない最初の割付け：{fault.comparison}（{fault.reason}、記録 {fault.event}）",
            f"The first that does not follow: {fault.comparison} ({fault.reason}, event {fault.event})",
        ),
        indent=2,
        error=True,
    )
    advise(
        words(
            "genkan ledger verify で監査記録そのものを確かめてください。",
            "Check the ledger itself with genkan ledger verify.",
        ),
        error=True,
    )


def _tell_table(words: Words, trial: str, table: "ExposureTable") -> None:
    say(
        words(
            f"試行 {trial}：割付け {table.exposures:,}件、{table.persons:,}人、割付けなし {table.unassigned.questions:,}件",
            f"Trial {trial}: {table.exposures:,} assignments, {table.persons:,} persons,"
            f" {table.unassigned.questions:,} without arms",
        )
    )
    heads = words("比較対象 割付け 回答A 回答B 単独 制限", "arm given as-A as-B alone restricted").split()
    rows = [
        [
            arm.arm,
            *(f"{n:,}" for n in (arm.given, arm.as_a, arm.as_b, arm.alone, sum(arm.restricted.values()))),
        ]
        for arm in table.arms
    ]
    pairs = [
        [f"{pair.first} × {pair.second}", f"{pair.given:,}", f"{pair.first_as_a:,}"] for pair in table.pairs
    ]
    pair_heads = words("組合せ 割付け 前者がA", "pair given first-as-A").split()
    for line in (*columns(heads, rows), *(columns(pair_heads, pairs) if pairs else ())):
        say(line, indent=2, wrap=False)
