"""What an office keeps to when it answers: days, who approves, the words around a reply, how long cases are kept.

A case is due soon within ``DUE_SOON`` business days.
"""

from dataclasses import dataclass

LONGEST_DAYS = 60
DUE_SOON = 3
LONGEST_YEARS = 30
LONGEST_BLOCK = 1_000
USUAL_GREETING = "お問合せをいただき、ありがとうございます。"
USUAL_CLOSING = "御不明な点がありましたら、下記の連絡先までお知らせください。"


@dataclass(frozen=True)
class Office:
    """The settings of an organisation or of one of its bureaus, by its id.

    ``business_days`` are those within which a citizen is answered; ``four_eyes`` says that nobody approves what they
    prepared; ``contact``, ``greeting`` and ``closing`` stand in every reply; after ``retention_years`` a case that is
    over loses its letter and the citizen's data, 0 for never.
    """

    id: str
    business_days: int = 10
    four_eyes: bool = True
    contact: str = ""
    greeting: str = USUAL_GREETING
    closing: str = USUAL_CLOSING
    retention_years: int = 3
