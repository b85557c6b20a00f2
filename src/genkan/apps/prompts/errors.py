"""Errors of prompt templates.

PromptTemplateProblem
├── TemplateUnknown
├── TemplateTitleUnfit
├── TemplateTextUnfit
├── TooManyGaps
├── ReachUnfit
├── TooManyTemplates
└── TemplateOvertaken
"""

from genkan.apps.errors import AppsProblem


class PromptTemplateProblem(AppsProblem):
    """A prompt template could not be kept or found."""

    status = 422


class TemplateUnknown(PromptTemplateProblem):
    """There is no such template for this person."""

    status = 404
    sentence = "お探しのプロンプトのひな型は見つかりません。"
    next_step = "ひな型の一覧から選び直してください。"


class TemplateTitleUnfit(PromptTemplateProblem):
    """The title is missing or too long."""

    sentence = "名前を{limit}文字以内で入力してください。"
    next_step = "入力した内容は残してあります。"


class TemplateTextUnfit(PromptTemplateProblem):
    """The text is missing or too long."""

    sentence = "プロンプトを{limit}文字以内で入力してください（現在{length}文字）。"
    next_step = "入力した内容は残してあります。"


class TooManyGaps(PromptTemplateProblem):
    """More gaps than anybody fills in."""

    sentence = "差し込み欄は{limit}個までです。"
    next_step = "差し込み欄を減らしてください。入力した内容は残してあります。"


class ReachUnfit(PromptTemplateProblem):
    """The person may not give it that reach."""

    sentence = "選択した公開の範囲は利用できません。"
    next_step = "自分が所属するチーム又は「自分だけ」を選んでください。入力した内容は残してあります。"


class TooManyTemplates(PromptTemplateProblem):
    """The person has as many as one may have."""

    sentence = "ひな型は1人{limit}件までです。"
    next_step = "使わなくなったひな型を削除してください。入力した内容は残してあります。"


class TemplateOvertaken(PromptTemplateProblem):
    """Somebody else saved the template after the form was opened."""

    status = 409
    sentence = "編集している間に、ほかの職員がこのひな型を保存しました。"
    next_step = (
        "下の「先に保存された内容」と見比べて、直してください。もう一度保存すると、入力した内容になります。"
    )
