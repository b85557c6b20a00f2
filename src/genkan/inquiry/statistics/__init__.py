"""Numbers about cases: how many came, how soon they were answered, how much replies were changed, what citizens say."""

from genkan.inquiry.statistics.figures import Figures, Key, figures_by, whole_of
from genkan.inquiry.statistics.period import SPANS, Months, months_named
from genkan.inquiry.statistics.sheet import render_csv

__all__ = ["SPANS", "Figures", "Key", "Months", "figures_by", "months_named", "render_csv", "whole_of"]
