"""What the pages of made apps call states, kinds of fields and parts of an app."""

from genkan.apps.form.field import FieldKind
from genkan.apps.making.made_app import VersionState
from genkan.apps.teams.team import TeamRole
from genkan.ui import mark as _

VERSION_STATES = {
    VersionState.DRAFT: (_("下書き"), "neutral"),
    VersionState.IN_REVIEW: (_("審査中"), "info"),
    VersionState.RETURNED: (_("差戻し"), "warning"),
    VersionState.PUBLISHED: (_("公開中"), "success"),
    VersionState.REPLACED: (_("公開済みの旧版"), "neutral"),
    VersionState.WITHDRAWN: (_("公開終了"), "neutral"),
}
TEAM_ROLES = {TeamRole.ADMINISTRATOR: _("チームの管理者"), TeamRole.MEMBER: _("メンバー")}
FIELD_KINDS = {
    FieldKind.TEXT: _("1行の文字"),
    FieldKind.TEXTAREA: _("文章"),
    FieldKind.NUMBER: _("数"),
    FieldKind.DATE: _("日付"),
    FieldKind.SELECT: _("選択（一覧から1つ）"),
    FieldKind.RADIO: _("選択（並べて1つ）"),
    FieldKind.CHECKBOX: _("選択（いくつでも）"),
    FieldKind.FILE: _("ファイル"),
    FieldKind.GROUP: _("まとまり（枠と見出し）"),
    FieldKind.HIDDEN: _("非表示の値"),
}
CHECK_NAMES = {
    "numbers": _("数値・日付の照合（元の資料にない数を示す）"),
    "numbers-kept": _("元の資料の数値が残っているか"),
    "dates-kept": _("元の資料の日付が残っているか"),
    "references-kept": _("元の資料の条文番号が残っているか"),
    "coverage": _("元の資料の見出しと数値に触れているか"),
    "cited": _("全ての文に出典があるか"),
    "citations": _("条文の引用の照合"),
}
PARTS = {
    "title": _("名称"),
    "purpose": _("目的"),
    "category": _("分類"),
    "highest_class": _("情報の区分の上限"),
    "models": _("利用できるモデル"),
    "ceiling_yen": _("1回の費用の上限（円）"),
    "longest_answer": _("回答の長さの上限（トークン）"),
    "searches": _("規程の検索"),
    "collections": _("検索する規程集"),
    "checks": _("出力の確認"),
    "form": _("入力項目"),
    "system": _("システムプロンプト"),
    "request": _("依頼のプロンプト"),
    "notes": _("概要・注意事項"),
    "examples": _("入力例"),
}
