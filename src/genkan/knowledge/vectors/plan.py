"""Which model says what texts mean, and how it is asked: what an operator chose."""

from dataclasses import dataclass

USUAL_CHARACTERS = 1_000
MOST_CHARACTERS = 8_000
MOST_DIMENSIONS = 4_096


@dataclass(frozen=True, kw_only=True)
class VectorPlan:
    """``model`` is the public name of deployments that give embeddings.

    ``dimensions`` is the length of vectors to ask for, where the model offers several; ``question_class`` what
    questions count as that state no information class themselves; ``characters`` how much of an article is given.
    Many models want texts and questions marked by words before them: ``text_prefix`` and ``question_prefix``.
    """

    model: str
    dimensions: int | None = None
    question_class: int = 2
    characters: int = USUAL_CHARACTERS
    question_prefix: str = ""
    text_prefix: str = ""

    @property
    def recipe(self) -> str:
        """What two plans share whose vectors of articles can be compared, beside the build of the model."""
        return f"{self.model}|{self.dimensions or ''}|{self.characters}|{self.text_prefix}"
