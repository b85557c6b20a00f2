"""Every way in which an answer can end has its word in the report and its column in the file."""

import csv
import io

import pytest

from genkan.gateway import Outcome
from genkan.trial.report import render_csv, trial_report
from genkan.trial.report.wording import OUTCOMES, translator

from .ledger_events import Recorded


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_has_a_word_in_both_languages_and_a_column(outcome: Outcome) -> None:
    japanese = OUTCOMES[outcome.value]
    assert translator("en")(japanese).isascii()
    [columns] = csv.reader(io.StringIO(render_csv(trial_report(Recorded().events, draws=10))))
    assert outcome.value in columns
