"""Errors of people and what they look after.

AdministrationProblem
└── LastToLookAfter
"""

from genkan.governance.errors import AdministrationProblem


class LastToLookAfter(AdministrationProblem):
    """Something in another room would be left without anybody who looks after it; ``what`` names it."""

    sentence = "この利用者がいなくなると、{what}に管理者がいなくなるため、この操作は行えません。"
    next_step = "先に、「アプリの作成」の「チーム」の画面で、ほかの利用者をチームの管理者にしてください。"
