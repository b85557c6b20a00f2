"""A report as a whole, the part of one vendor, and the part of one ministry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from genkan.trial.paper.block import Block, Paper, Section, Terms, Text
from genkan.trial.paper.material import Material
from genkan.trial.paper.numbering import numbered
from genkan.trial.paper.sections.closing import recommendation, replies, verification
from genkan.trial.paper.sections.opening import method, purpose, summary
from genkan.trial.paper.sections.outcomes import (
    failures,
    outcomes_grid,
    prices,
    prices_grid,
    uses_grid,
    work,
)
from genkan.trial.paper.sections.people import exclusions, participation
from genkan.trial.paper.sections.quality import correctness, marks_grid
from genkan.trial.paper.sections.robust import blindness, drift, limits, sensitivity
from genkan.trial.paper.sections.subjects import terms
from genkan.trial.paper.sections.votes import (
    arms_grid,
    group_grid,
    groups,
    preference_forest,
    primary_result,
)

_SECTIONS: tuple[Callable[[Material], Section], ...] = (
    summary,
    purpose,
    method,
    terms,
    participation,
    primary_result,
    groups,
    correctness,
    failures,
    prices,
    work,
    recommendation,
    drift,
    sensitivity,
    blindness,
    exclusions,
    limits,
    replies,
    verification,
)


@dataclass(frozen=True)
class Cover:
    """What stands on the first page: whose report, of which day, and whether it is a draft."""

    organisation: str
    day: str
    standing: str


def write_report(told: Material, cover: Cover) -> Paper:
    """The whole report."""
    sections = tuple(section for make in _SECTIONS if (section := make(told)).blocks)
    return _paper(told, cover, told.words("生成AIの試行の結果報告書"), sections)


def write_vendor_part(told: Material, cover: Cover, arm: str) -> Paper:
    """What the vendor of one arm sees before the report is signed: its own results in all eras, and the totals."""
    w = told.words
    keys = {each.key for each in told.analysis.arms if each.arm == arm}
    title = next((each.title for each in told.analysis.arms if each.arm == arm), arm)
    own = Section("own", w("{arm}の結果", arm=title), tuple(_own(told, keys)))
    sections = (
        purpose(told),
        method(told),
        terms(told),
        _totals(told),
        own,
        limits(told),
        verification(told),
    )
    return _paper(told, cover, w("試行の結果（{arm}の事業者への開示）", arm=title), sections)


def write_ministry_part(told: Material, cover: Cover, organisation: str) -> Paper:
    """What one ministry reads of its own results beside the whole."""
    w = told.words
    name = told.group("organisation", organisation)
    sections = (
        purpose(told),
        terms(told),
        _of_ministry(told, organisation),
        primary_result(told),
        limits(told),
    )
    return _paper(told, cover, w("試行の結果（{ministry}）", ministry=name), sections)


def _totals(told: Material) -> Section:
    section = participation(told)
    return Section("totals", told.words("試行の全体の件数"), section.blocks[:1])


def _own(told: Material, keys: set[str]) -> Sequence[Block]:
    analysis, blocks = told.analysis, list[Block]()
    arms = [row for row in analysis.preference.arms if row.key in keys] if analysis.preference else []
    if arms:
        blocks += [preference_forest(told, arms), arms_grid(told, arms)]
    marks = [row for row in analysis.marks if row.key in keys]
    outcomes = [row for row in analysis.outcomes if row.key in keys]
    costs = [row for row in analysis.prices if row.key in keys]
    uses = [row for row in analysis.uses if row.key in keys]
    blocks += [marks_grid(told, marks)] if marks else []
    blocks += [outcomes_grid(told, outcomes)] if outcomes else []
    blocks += [prices_grid(told, costs)] if costs else []
    blocks += [uses_grid(told, uses)] if uses else []
    return blocks or [Text(told.words("この比較対象の結果はない。"))]


def _of_ministry(told: Material, organisation: str) -> Section:
    w = told.words
    rows = [
        row for row in told.analysis.groups if (row.dimension, row.group) == ("organisation", organisation)
    ]
    blocks = list[Block]()
    if rows:
        blocks.append(group_grid(told, "organisation", [organisation], rows))
    elif organisation in told.numbers.hidden("organisation"):
        blocks.append(Text(told.hidden_groups([told.group("organisation", organisation)])))
    if hidden := told.hidden_survey(organisation):
        blocks.append(Text(hidden))
    pulse = next((row for row in told.analysis.pulse if row.organisation == organisation), None)
    if pulse is not None:
        terms = (
            (w("調査の回答"), w("{count}件", count=w.number(pulse.answers))),
            (w("1週間に短縮できた時間"), w.plain_estimate(pulse.minutes, unit=w("分"))),
            (w("仕事の質がよくなったか（5点満点）"), w.plain_estimate(pulse.better, unit=w("点"))),
        )
        blocks.append(Terms(terms))
    return Section("ministry", w("自らの府省庁の結果"), tuple(blocks) or (Text(w("評価がない。")),))


def _paper(told: Material, cover: Cover, title: str, sections: tuple[Section, ...]) -> Paper:
    return Paper(
        title=title,
        subtitle=told.protocol.title,
        organisation=cover.organisation,
        day=cover.day,
        standing=cover.standing,
        root=told.root,
        language=told.words.language,
        sections=numbered(sections, told.words),
    )
