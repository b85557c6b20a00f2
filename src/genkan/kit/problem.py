"""The shape of every error a person can meet: a sentence, a status and a next step."""

from typing import ClassVar


class Problem(Exception):
    """An error that tells the person what happened and what to do next.

    ``sentence`` and ``next_step`` are Japanese message identifiers with ``{name}`` places that ``details`` fill;
    ``status`` is the HTTP status of a page or API that ends with it.
    """

    status: ClassVar[int] = 500
    sentence: ClassVar[str] = "処理を完了できませんでした。"
    next_step: ClassVar[str] = "時間をおいてもう一度お試しください。続く場合は運用担当者に連絡してください。"

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(f"{self.sentence} {self.next_step}".format_map(details))
