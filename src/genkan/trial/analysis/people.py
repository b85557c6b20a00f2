"""Who took part and how blind it was."""

from collections import Counter

from genkan.trial.analysis.estimates import share_of
from genkan.trial.analysis.material import Material, sides_of
from genkan.trial.analysis.results import ArmOfAnalysis, Counts, ExposureCount, Guesses
from genkan.trial.statistics.votes import arm_label


def counts_of(material: Material) -> Counts:
    """What the trial consists of."""
    evidence = material.evidence
    pairs = [row for row in evidence.exposures if row.right]
    return Counts(
        exposures=len(evidence.exposures),
        pairs=len(pairs),
        voted=sum(row.id in material.choices for row in pairs),
        counted=sum(row.id in material.choices for row in material.pairs),
        persons=len({row.person for row in evidence.exposures}),
        revised=len({vote.exposure for vote in evidence.votes if vote.revision > 1}),
        excluded=material.excluded_by_rule(),
    )


def arms_of(material: Material) -> tuple[ArmOfAnalysis, ...]:
    """Every arm in every era that was shown, those of the protocol first and in its order."""
    shown = {
        (arm_label(arm, era), arm, era)
        for row in material.exposures.values()
        for arm, era in ((row.left, row.left_era), (row.right, row.right_era))
        if arm
    }
    titles = {arm.name: arm.title for arm in material.protocol.arms}
    place = {name: number for number, name in enumerate(titles)}
    builds: dict[str, set[str]] = {}
    for key, _, answer in material.answers:
        builds.setdefault(key, set()).add(answer.build)
    order = sorted(shown, key=lambda row: (place.get(row[1], len(place)), row[1], row[2]))
    return tuple(
        ArmOfAnalysis(key, arm, era, titles.get(arm, arm), _only(builds.get(key, set())))
        for key, arm, era in order
    )


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def guesses_of(material: Material) -> Guesses:
    """How often people knew which arm they had read."""
    rows: list[tuple[str, float, float]] = []
    said: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    asked = 0
    for guess in material.evidence.guesses:
        exposure = material.exposures.get(guess.exposure)
        if exposure is None:
            continue
        for name, arm in ((guess.a, exposure.left), (guess.b, exposure.right)):
            asked += 1
            if name:
                rows.append((exposure.person, float(name == arm), 1.0))
                said[name] += 1
                shown[arm] += 1
    guessed = len(rows)
    chance = sum(said[name] * shown[name] for name in sorted(said)) / guessed**2 if guessed else None
    return Guesses(asked, asked - guessed, guessed, share_of(rows, level=material.plan.level), chance)


def exposure_counts(material: Material) -> tuple[ExposureCount, ...]:
    """How often each arm was shown and restricted at each information class, excluded exposures included."""
    found: Counter[tuple[str, int, str]] = Counter()
    for row in material.evidence.exposures:
        for side, key in sides_of(row):
            found[key, row.information_class, side if row.right else "alone"] += 1
        for name in row.restricted:
            found[name.partition("=")[0], row.information_class, "restricted"] += 1
    return tuple(
        ExposureCount(
            key=key,
            information_class=level,
            as_a=found[key, level, "a"],
            as_b=found[key, level, "b"],
            alone=found[key, level, "alone"],
            restricted=found[key, level, "restricted"],
        )
        for key, level in sorted({(key, level) for key, level, _ in found})
    )
