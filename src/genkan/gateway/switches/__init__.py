"""Kill switches (停止): a model, an organisation, an app or everything is stopped at once, in every process."""

from genkan.gateway.switches.errors import ModelStopped, Stopped, SwitchRefused
from genkan.gateway.switches.switch import Scope, Switch, SwitchDraft
from genkan.gateway.switches.throwing import lift_switch, throw_switch

__all__ = [
    "ModelStopped",
    "Scope",
    "Stopped",
    "Switch",
    "SwitchDraft",
    "SwitchRefused",
    "lift_switch",
    "throw_switch",
]
