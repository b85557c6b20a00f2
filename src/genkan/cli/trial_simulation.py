"""``genkan trial simulate``: a trial played with known truth, to plan one and to see what its analysis can say."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from genkan.cli.terminal import advise, columns, say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genkan.trial import Coverage, Protocol, SimulationResult, World

_RUNS_DRAWS = 300
_ESTIMATE = (("推定", "Estimate"), ("信頼区間", "Interval"), ("群", "Tier"))
_COVERAGE = (
    ("候補", "Arm"),
    ("個人単位", "By person"),
    ("頑健誤差", "Sandwich"),
    ("評価を独立とした場合", "Votes as independent"),
    ("区間の半分の幅", "Half width"),
)


def add_simulation(commands: typer.Typer, words: Words) -> None:
    """Add the command to ``genkan trial``."""

    @commands.command(
        help=words(
            "真の強さを決めて試行を模擬し、推定がどこまで当たるか、どれだけの人数が必要かを示します。",
            "Play a trial with known strengths: how close the estimates come, and how many people it takes.",
        )
    )
    def simulate(
        protocol: Path | None = typer.Argument(
            None,
            exists=True,
            dir_okay=False,
            help=words(
                "試行計画書（JSON）。なければ例を使います。", "Protocol as JSON; without it, a sample."
            ),
        ),
        people: int = typer.Option(300, min=2, help=words("参加する職員の数", "People who take part")),
        votes: float = typer.Option(
            6.0, min=0.1, help=words("一人当たりの質問の平均", "Questions a person, on average")
        ),
        true: str = typer.Option(
            "", help=words("真の強さ（例 alpha=0.3,beta=0）", "True strengths, such as alpha=0.3,beta=0")
        ),
        failing: str = typer.Option(
            "", help=words("失敗の割合（例 beta=0.5）", "Shares of failures, such as beta=0.5")
        ),
        drift: str = typer.Option(
            "",
            help=words(
                "途中で変わる候補とその変化（例 beta=-0.4）",
                "Arms that change half-way, and by how much, such as beta=-0.4",
            ),
        ),
        personal: float = typer.Option(
            0.5, min=0, help=words("好みの個人差（標準偏差）", "How far tastes differ (standard deviation)")
        ),
        position: float = typer.Option(0.0, help=words("Aへの偏り（対数オッズ）", "Bias for A (log odds)")),
        length: float = typer.Option(
            0.0, help=words("2倍の長さへの好み（対数オッズ）", "Taste for twice the length (log odds)")
        ),
        runs: int = typer.Option(0, min=0, help=words("繰り返す回数", "How many trials to repeat")),
        seed: int = typer.Option(1, min=0, help=words("乱数の種", "Seed")),
        export: Path | None = typer.Option(
            None,
            file_okay=False,
            help=words("記録をParquetで書き出すフォルダー", "Folder for the rows as Parquet"),
        ),
    ) -> None:
        from genkan.trial import Drift, World, export_evidence, played_and_analysed, repeated, sample_protocol

        plan = sample_protocol() if protocol is None else _read(protocol, words)
        world = World(
            people=people,
            votes=votes,
            strengths=_numbers(true, plan, words),
            failures=_numbers(failing, plan, words),
            drifts=tuple(Drift(arm, 0.5, change) for arm, change in _numbers(drift, plan, words).items()),
            personal=personal,
            position=position,
            length=length,
        )
        result = played_and_analysed(plan, world, seed=seed)
        _tell(result, world, words)
        if runs:
            _tell_runs(repeated(plan, world, runs=runs, seed=seed, draws=_RUNS_DRAWS), plan, words)
        if export is not None:
            files = export_evidence(result.evidence, export)
            say(words(f"{len(files)}個のファイルを書き出しました。", f"{len(files)} files were written."))


def _read(file: Path, words: Words) -> "Protocol":
    import msgspec

    from genkan.trial import read_protocol

    try:
        return read_protocol(file.read_text(encoding="utf-8"))
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise typer.BadParameter(
            words("試行計画書として読み取れません。", "This is not a protocol."), param_hint="PROTOCOL"
        ) from error


def _numbers(text: str, protocol: "Protocol", words: Words) -> dict[str, float]:
    """Numbers by arm from ``alpha=0.3,beta=0``."""
    known = {arm.name for arm in protocol.arms}
    found: dict[str, float] = {}
    for part in filter(None, text.split(",")):
        name, _, number = part.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError as error:
            raise typer.BadParameter(
                words(
                    f"「{part}」は、候補=数 の形ではありません。", f"“{part}” is not of the form arm=number."
                )
            ) from error
        if name.strip() not in known:
            raise typer.BadParameter(
                words(f"試行計画書に候補「{name}」はありません。", f"The protocol has no arm “{name}”.")
            )
    return found


def _tell(result: "SimulationResult", world: "World", words: Words) -> None:
    primary, counts = result.analysis.preference, result.analysis.counts
    say(
        words(
            f"質問 {counts.exposures}件、評価 {counts.counted}件、参加した職員 {counts.persons}人",
            f"{counts.exposures} questions, {counts.counted} votes, {counts.persons} people",
        )
    )
    if primary is None:
        say(words("評価がなく、推定できません。", "There are no votes to estimate from."))
        return
    heads = (("候補", "Arm"), ("真の強さ", "True strength"), ("真の勝率", "True win rate"), *_ESTIMATE)
    rows = [
        (
            row.key,
            f"{world.strength_of(row.key):+.2f}",
            _percent(result.truth.get(row.key)),
            _percent(row.expected.value),
            f"{_percent(row.expected.low)}–{_percent(row.expected.high)}",
            str(row.tier),
        )
        for row in primary.arms
    ]
    _show(heads, rows, words)


def _show(heads: "Sequence[tuple[str, str]]", rows: "Sequence[Sequence[str]]", words: Words) -> None:
    for line in columns([words(*head) for head in heads], rows):
        say(escape(line), wrap=False)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}%"


def _tell_runs(found: "Coverage", protocol: "Protocol", words: Words) -> None:
    _tell_coverage(found, words)
    for pair, share in found.told_apart.items():
        told = _percent(share)
        say(escape(words(f"{pair} と区別できた割合 {told}", f"{pair} told apart in {told}")))
    wrongly, width = _percent(found.any_error), _percent(protocol.planned_half_width)
    say(words(f"誤って区別した割合 {wrongly}", f"Some pair wrongly told apart in {wrongly}"))
    advise(
        words(
            f"計画した幅（±{width}）には、およそ{found.people}人の参加が必要です。",
            f"The planned width (±{width}) takes about {found.people} people.",
        )
    )


def _tell_coverage(found: "Coverage", words: Words) -> None:
    sample = (f"{found.votes:.0f}", f"{found.persons:.0f}")
    say("")
    say(
        words(
            f"{found.runs}回の繰り返し（1回平均 評価{sample[0]}件、{sample[1]}人）で、信頼区間が真の値を含んだ割合",
            f"How often intervals held the truth in {found.runs} trials (on average {sample[0]} votes of {sample[1]} people)",
        )
    )
    rows = [
        (row.arm, *map(_percent, (row.bootstrap, row.clustered, row.independent, row.half_width)))
        for row in found.arms
    ]
    _show(_COVERAGE, rows, words)
