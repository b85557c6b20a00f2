"""What a planned trial can say, found by playing it many times over (検出力の見積り): pure and seeded."""

from genkan.trial.protocol.power.design import Design
from genkan.trial.protocol.power.playing import Power, power_of

__all__ = ["Design", "Power", "power_of"]
