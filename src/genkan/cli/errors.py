"""Errors of the command line.

CommandProblem
├── PortInUse
├── AddressNotOurs
├── DataFolderNotWritable
├── PersonNotFound
├── CollectionNotFound
├── OrganisationNotFound
├── NoModelOffered
└── ModelNotOffered
"""

from genkan.kit import Problem


class CommandProblem(Problem):
    """A command could not do what it was asked."""


class PortInUse(CommandProblem):
    """Another program listens on the port."""

    sentence = "ポート{port}は、ほかのプログラムが使用しています。"
    next_step = "別のポートを指定してください。例: genkan serve --port {other}"


class AddressNotOurs(CommandProblem):
    """The host name or address is none of this machine's."""

    sentence = "アドレス「{host}」で待ち受けることができません。"
    next_step = "このコンピューターのアドレスを指定してください。例: genkan serve --host 127.0.0.1"


class DataFolderNotWritable(CommandProblem):
    """The data folder cannot be made or written."""

    sentence = "データフォルダー「{folder}」に書き込めません。"
    next_step = "書き込めるフォルダーを環境変数GENKAN_DATA_FOLDERで指定してください。"


class PersonNotFound(CommandProblem):
    """Nobody has this sign-in name."""

    status = 404
    sentence = "サインイン名「{name}」の利用者は登録されていません。"
    next_step = "genkan people listで、登録されている利用者を確認してください。"


class CollectionNotFound(CommandProblem):
    """No collection has this title."""

    status = 404
    sentence = "規程集「{title}」は登録されていません。"
    next_step = "登録されている規程集: {known}"


class OrganisationNotFound(CommandProblem):
    """No organisation has this name."""

    status = 404
    sentence = "組織「{name}」は登録されていません。"
    next_step = "登録されている組織: {known}"


class NoModelOffered(CommandProblem):
    """The server answers but serves no model."""

    sentence = "{url}は応答しましたが、使えるモデルがありません。"
    next_step = "サーバーにモデルを読み込んでから、もう一度実行してください。"


class ModelNotOffered(CommandProblem):
    """The wanted model is not among those served, or none was named and there are several."""

    sentence = "接続するモデルを、次の中から--modelで指定してください: {offered}"
    next_step = "例: genkan models connect URL --model 名前"
