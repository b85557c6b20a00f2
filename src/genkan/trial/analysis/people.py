"""Who took part and how blind it was."""

from collections import Counter

import numpy as np

from genkan.trial.analysis.estimates import share_of
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import ArmOfAnalysis, Counts, ExposureCount, Guesses


def counts_of(material: Material) -> Counts:
    """What the trial consists of."""
    exposures = material.columns.exposures
    pairs, voted = exposures.right >= 0, exposures.choice >= 0
    return Counts(
        exposures=len(exposures),
        pairs=int(pairs.sum()),
        voted=int((pairs & voted).sum()),
        counted=int((material.pairs & voted).sum()),
        persons=material.columns.persons,
        revised=material.columns.revised,
        excluded=material.excluded.counts,
    )


def arms_of(material: Material) -> tuple[ArmOfAnalysis, ...]:
    """Every arm in every era that was shown, those of the protocol first and in its order."""
    columns = material.columns
    parts = dict(zip(columns.keys, columns.key_parts, strict=True))
    shown = [(key, *parts[key]) for key in material.keys if key]
    titles = {arm.name: arm.title for arm in material.protocol.arms}
    place = {name: number for number, name in enumerate(titles)}
    answers = columns.answers
    builds: dict[str, set[str]] = {}
    told = np.stack([answers.key[material.answers], answers.build[material.answers]], axis=1)
    pairs: list[tuple[int, int]] = np.unique(told, axis=0).tolist()
    for key, build in pairs:
        builds.setdefault(columns.keys[key], set()).add(columns.builds[build])
    order = sorted(shown, key=lambda row: (place.get(row[1], len(place)), row[1], row[2]))
    return tuple(
        ArmOfAnalysis(key, arm, era, titles.get(arm, arm), _only(builds.get(key, set())))
        for key, arm, era in order
    )


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def guesses_of(material: Material) -> Guesses:
    """How often people knew which arm they had read."""
    columns, exposures = material.columns, material.columns.exposures
    rows: list[tuple[str, float, float]] = []
    said: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    asked = 0
    for guess in columns.guesses:
        if not material.counted[guess.exposure]:
            continue
        person = str(exposures.person[guess.exposure])
        for name, code in ((guess.a, exposures.left_arm), (guess.b, exposures.right_arm)):
            asked += 1
            if name:
                place = int(code[guess.exposure])
                arm = columns.arms[place] if place >= 0 else ""
                rows.append((person, float(name == arm), 1.0))
                said[name] += 1
                shown[arm] += 1
    guessed = len(rows)
    chance = sum(said[name] * shown[name] for name in sorted(said)) / guessed**2 if guessed else None
    return Guesses(asked, asked - guessed, guessed, share_of(rows, level=material.plan.level), chance)


def exposure_counts(material: Material) -> tuple[ExposureCount, ...]:
    """How often each arm was shown and restricted at each information class, excluded exposures included."""
    columns, exposures = material.columns, material.columns.exposures
    pair = exposures.right >= 0
    found: Counter[tuple[str, int, str]] = Counter()
    for what, keys, on in (
        ("a", exposures.left, pair),
        ("b", exposures.right, pair),
        ("alone", exposures.left, ~pair),
    ):
        shown = np.stack([keys[on], exposures.information_class[on]], axis=1)
        each, counts = np.unique(shown, axis=0, return_counts=True)
        for (key, level), count in zip(each.tolist(), counts.tolist(), strict=True):
            found[columns.keys[key], level, what] += count
    for (name, level), count in columns.restricted.items():
        found[name, level, "restricted"] += count
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
