"""Errors of teams.

TeamProblem
├── TeamUnknown
├── TeamNameUnfit
├── TeamNameTaken
├── PersonUnfit
├── MemberUnknown
├── NotTeamAdministrator
└── LastTeamAdministrator
"""

from genkan.apps.errors import AppsProblem


class TeamProblem(AppsProblem):
    """Something with a team could not be done."""

    status = 422


class TeamUnknown(TeamProblem):
    """There is no such team for this person."""

    status = 404
    sentence = "お探しのチームは見つかりません。"
    next_step = "「アプリの作成」の画面から選び直してください。"


class TeamNameUnfit(TeamProblem):
    """A team has a name of moderate length."""

    sentence = "チームの名称は、1文字以上{limit}文字以内にしてください。"
    next_step = "名称を直して、もう一度送信してください。"


class TeamNameTaken(TeamProblem):
    """Two teams of an organisation cannot have one name."""

    status = 409
    sentence = "「{name}」という名称のチームは、既にあります。"
    next_step = "別の名称にするか、そのチームの管理者に参加を依頼してください。"


class PersonUnfit(TeamProblem):
    """Only active staff of the organisation are in its teams."""

    sentence = "この人をチームに加えることはできません。"
    next_step = "同じ組織の、利用中の職員を選んでください。"


class MemberUnknown(TeamProblem):
    """The person is in the team no more, or never was."""

    status = 404
    sentence = "その人は、このチームに所属していません。"
    next_step = "チームの画面を開き直して、所属している人を確認してください。"


class NotTeamAdministrator(TeamProblem):
    """What only those do who look after a team."""

    status = 403
    sentence = "この操作ができるのは、チームの管理者だけです。"
    next_step = "チームの管理者に依頼してください。"


class LastTeamAdministrator(TeamProblem):
    """A team would be left without anybody who looks after it."""

    status = 409
    sentence = "チームの管理者がいなくなるため、この変更はできません。"
    next_step = "先に、ほかの人をチームの管理者にしてください。"
