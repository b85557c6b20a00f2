"""Errors of admission.

GatewayProblem
└── NoPlace
    ├── Busy
    ├── RouteClosed
    └── CountingAway
"""

from math import ceil

from genkan.gateway.errors import GatewayProblem

_SHORTEST, _LONGEST = 1, 600


class NoPlace(GatewayProblem):
    """The call gets no place now. ``retry_after`` is whole seconds after which asking again makes sense."""

    status = 503

    def __init__(self, *, retry_after: float, **details: object) -> None:
        self.retry_after = min(max(ceil(retry_after), _SHORTEST), _LONGEST)
        super().__init__(retry_after=self.retry_after, **details)


class Busy(NoPlace):
    """The line is full, or the wait would be or was too long."""

    sentence = "ただいまモデルの利用が集中しているため、受け付けられません。"
    next_step = "約{retry_after}秒後にもう一度お試しください。急ぐ場合は別のモデルを選んでください。"


class RouteClosed(NoPlace):
    """No deployment of the route takes calls: all failed lately, or none is active."""

    sentence = "このモデルは、接続先の不調又は停止により、現在利用できません。"
    next_step = "約{retry_after}秒後にもう一度お試しください。続く場合は別のモデルを選び、運用担当者に連絡してください。"


class CountingAway(NoPlace):
    """The server that counts calls for all processes does not answer; nothing passes uncounted."""

    sentence = "同時利用数を管理するサーバーに接続できないため、受け付けられません。"
    next_step = "約{retry_after}秒後にもう一度お試しください。続く場合は運用担当者に連絡してください。"
