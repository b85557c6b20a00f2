"""What can go wrong with the face of the product.

UiProblem
├── AssetsNotBuilt
└── UnknownAsset
"""

from genkan.kit import Problem


class UiProblem(Problem):
    """The pages cannot be shown."""


class AssetsNotBuilt(UiProblem):
    """The style sheet, scripts and catalogues are made at build time and are not there."""

    sentence = "画面用のファイル「{name}」が見つかりません。"
    next_step = "`python build_assets.py` を実行してから起動し直してください。"


class UnknownAsset(UiProblem):
    """A template names a file that the build does not make."""

    sentence = "画面用のファイル「{name}」は用意されていません。"
    next_step = "テンプレートに書かれたファイル名を確認してください。"
