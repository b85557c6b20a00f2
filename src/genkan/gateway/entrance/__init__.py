"""The steps before a word leaves and after the last one came: decide, route, admit, record."""

from genkan.gateway.caller import Caller
from genkan.gateway.entrance.call import Call, Renew
from genkan.gateway.entrance.entrance import Entrance
from genkan.gateway.entrance.failing import written_down
from genkan.gateway.entrance.fallback import elsewhere, fallback, is_temporary, may_go_elsewhere
from genkan.gateway.entrance.passage import Passage

__all__ = [
    "Call",
    "Caller",
    "Entrance",
    "Passage",
    "Renew",
    "elsewhere",
    "fallback",
    "is_temporary",
    "may_go_elsewhere",
    "written_down",
]
