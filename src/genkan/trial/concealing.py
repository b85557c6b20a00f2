"""What hides the names of models and makers in a text that is shown to somebody who must not know the model."""

from functools import cache, lru_cache

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Model, list_deployments, load_models
from genkan.evaluation import Concealer, concealer
from genkan.trial.arms import telling_names


async def name_concealer(connection: AsyncConnection) -> Concealer:
    """What hides all names that could tell which model wrote a text."""
    return _concealer(telling_names(await list_deployments(connection), _models()))


@lru_cache(maxsize=8)
def _concealer(names: frozenset[str]) -> Concealer:
    """Made once for the same names, for it takes longer than everything else of a page."""
    return concealer(names)


@cache
def _models() -> tuple[Model, ...]:
    """The models of the package, read once: they do not change while it runs."""
    return load_models()
