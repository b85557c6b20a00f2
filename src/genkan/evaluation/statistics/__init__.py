"""Intervals, paired differences, tiers, power, agreement and tables: values in, values out, every seed stated."""

from genkan.evaluation.statistics.agreement import (
    Agreement,
    Scale,
    agreement,
    agreement_by_field,
    krippendorff_alpha,
)
from genkan.evaluation.statistics.bootstrap import (
    DRAWS,
    SEED,
    ClusterTotal,
    cluster_bootstrap,
    rate_interval,
)
from genkan.evaluation.statistics.difference import Difference, paired_difference
from genkan.evaluation.statistics.fields import ALL_FIELDS, FieldScore, by_field
from genkan.evaluation.statistics.interval import Interval
from genkan.evaluation.statistics.planning import (
    expected_half_width,
    items_for,
    power_of_groups,
    power_of_pair,
    votes_for,
)
from genkan.evaluation.statistics.positions import Chosen, PlaceShare, by_position
from genkan.evaluation.statistics.refusals import Refusable, RefusalShare, by_refusal
from genkan.evaluation.statistics.scored import Scored
from genkan.evaluation.statistics.tiers import MINIMUM_FAMILIES, Pair, Tiers, tiers
from genkan.evaluation.statistics.wilson import wilson

__all__ = [
    "ALL_FIELDS",
    "DRAWS",
    "MINIMUM_FAMILIES",
    "SEED",
    "Agreement",
    "Chosen",
    "ClusterTotal",
    "Difference",
    "FieldScore",
    "Interval",
    "Pair",
    "PlaceShare",
    "Refusable",
    "RefusalShare",
    "Scale",
    "Scored",
    "Tiers",
    "agreement",
    "agreement_by_field",
    "by_field",
    "by_position",
    "by_refusal",
    "cluster_bootstrap",
    "expected_half_width",
    "items_for",
    "krippendorff_alpha",
    "paired_difference",
    "power_of_groups",
    "power_of_pair",
    "rate_interval",
    "tiers",
    "votes_for",
    "wilson",
]
