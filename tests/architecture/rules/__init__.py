"""The rules of the house that import contracts cannot express; each brings a planted violation of itself."""

from tests.architecture.rules.edges import NAMED_HANDLERS, NO_MODULE_STATE, NO_PRINTS, ONE_ENGINE_ONE_ROOM
from tests.architecture.rules.front_doors import FRONT_DOORS, TIDY_DOORS
from tests.architecture.rules.records import NO_COMMITS, ONE_CLOCK, SQL_IN_STORES
from tests.architecture.rules.sizes import FILE_NAMES, FILE_SIZE, FUNCTION_SIZE

__all__ = ["RULES"]

RULES = (
    FRONT_DOORS,
    TIDY_DOORS,
    FILE_SIZE,
    FUNCTION_SIZE,
    FILE_NAMES,
    SQL_IN_STORES,
    NO_COMMITS,
    ONE_CLOCK,
    NO_PRINTS,
    NAMED_HANDLERS,
    ONE_ENGINE_ONE_ROOM,
    NO_MODULE_STATE,
)
