"""A form that comes back: what was wrong, and everything that was typed."""

from dataclasses import dataclass

from genkan.kit import Problem
from genkan.workspace.pages.forms import QuestionForm

ASK, EDIT, REGENERATE, RENAME, JUDGE = "ask", "edit", "regenerate", "rename", "judge"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """``deed`` is the form, ``about`` the turn or answer it belongs to, ``explained`` sentence and next step."""

    deed: str
    problem: Problem
    explained: tuple[str, str]
    about: str = ""
    typed: str = ""
    question: QuestionForm | None = None

    def concerns(self, deed: str, about: str = "") -> bool:
        """Whether this form came back."""
        return self.deed == deed and self.about == about

    @property
    def error(self) -> str:
        """What is said beside the field."""
        return "".join(self.explained)
