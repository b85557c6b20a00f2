"""Errors of the command line; ``{command}`` in a text is how the person starts Genkan.

CommandProblem
├── PortInUse
├── AddressNotOurs
├── DataFolderNotWritable
├── DatabaseNotReached
├── OneOfTwo
├── PersonNotFound
├── NobodyYet
├── CollectionNotFound
├── OrganisationNotFound
├── NoOrganisationYet
├── OrganisationNotNamed
├── NothingToRead
├── FolderNotWatched
├── NoModelOffered
├── ModelNotOffered
├── OfferingUnknown
├── PairNotUnderstood
├── TargetsMixed
├── DeploymentNotNamed
├── TextNotWritable
├── OwnerNotNamed
├── PersonNotNamed
├── SampleOnly
├── SampleSignatureOnly
├── FileThere
└── ServerNotReached
"""

from genkan.cli.invocation import command_name
from genkan.kit import Problem


class CommandProblem(Problem):
    """A command could not do what it was asked."""

    def __init__(self, **details: object) -> None:
        super().__init__(command=command_name(), **details)


class PortInUse(CommandProblem):
    """Another program listens on the port."""

    sentence = "ポート{port}は、ほかのプログラムが使用しています。"
    next_step = "別のポートを指定してください。例: {command} serve --port {other}"


class AddressNotOurs(CommandProblem):
    """The host name or address is none of this machine's."""

    sentence = "アドレス「{host}」で待ち受けることができません。"
    next_step = "このコンピューターのアドレスを指定してください。例: {command} serve --host 127.0.0.1"


class DataFolderNotWritable(CommandProblem):
    """The data folder cannot be made or written."""

    sentence = "データフォルダー「{folder}」に書き込めません。"
    next_step = "書き込めるフォルダーを環境変数GENKAN_DATA_FOLDERで指定してください。"


class DatabaseNotReached(CommandProblem):
    """The database that the settings name does not answer."""

    status = 503
    sentence = "記録用データベースに接続できませんでした。"
    next_step = (
        "環境変数GENKAN_DATABASE_URLのアドレスと利用者名、データベースが起動しているか、"
        "パスワード（環境変数PGPASSFILE又はPGPASSWORD）を確認してください。"
    )


class OneOfTwo(CommandProblem):
    """Of two that exclude each other, one is needed."""

    status = 422
    sentence = "{first}と{second}は、どちらか一方だけを指定してください。"
    next_step = "使い方を確認してください: {command} models verify --help"


class PersonNotFound(CommandProblem):
    """Nobody has this sign-in name."""

    status = 404
    sentence = "サインイン名「{name}」の利用者は登録されていません。"
    next_step = "登録されている利用者を確認してください: {command} people list"


class NobodyYet(CommandProblem):
    """Nobody is registered."""

    status = 404
    sentence = "利用者がまだ登録されていません。"
    next_step = "最初の管理者を登録してください: {command} people add-administrator サインイン名"


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


class NoOrganisationYet(CommandProblem):
    """There is no organisation at all."""

    status = 404
    sentence = "組織がまだ登録されていません。"
    next_step = "最初の管理者とその組織を登録してください: {command} people add-administrator サインイン名"


class OrganisationNotNamed(CommandProblem):
    """There are several organisations, and what one may read another may not."""

    status = 422
    sentence = "組織が複数登録されているため、対象の組織を決められません。"
    next_step = "--organisationで組織を指定してください。登録されている組織: {known}"


class FolderNotWatched(CommandProblem):
    """The folder is not among those that are watched."""

    status = 404
    sentence = "フォルダー「{folder}」は見張っていません。"
    next_step = "見張っているフォルダーは「{command} knowledge watched」で確かめられます。"


class NothingToRead(CommandProblem):
    """The organisation may read no collection."""

    status = 404
    sentence = "「{name}」が読める規程集は、まだありません。"
    next_step = "規程を読み込んでください: {command} knowledge load フォルダー --collection 規程集の名前 --organisation {name}"


class NoModelOffered(CommandProblem):
    """The server answers but serves no model."""

    sentence = "{url}は応答しましたが、使えるモデルがありません。"
    next_step = "サーバーにモデルを読み込んでから、もう一度実行してください。"


class ModelNotOffered(CommandProblem):
    """The wanted model is not among those served, or none was named and there are several."""

    sentence = "接続するモデルを、次の中から--modelで指定してください: {offered}"
    next_step = "例: {command} models connect {url} --model {example}"


class OfferingUnknown(CommandProblem):
    """No service of this name is in the catalogue."""

    sentence = "提供サービス「{name}」の特性は、カタログにありません。"
    next_step = (
        "--capabilities-ofに指定できるもの: {known}。ほかの接続先では、--capabilityで指定してください。"
    )


class PairNotUnderstood(CommandProblem):
    """An option is not of the form ``name=value``."""

    sentence = "{option}の指定「{text}」を読み取れません。"
    next_step = "「名前=値」の形で指定してください。例: {option} context_tokens=32768"


class TargetsMixed(CommandProblem):
    """Options were given that name more than one thing."""

    sentence = "{options}を同時に指定することはできません。"
    next_step = "対象を一つだけ指定して、もう一度実行してください。"


class DeploymentNotNamed(CommandProblem):
    """No deployment, or several, go by what was given."""

    status = 404
    sentence = "「{wanted}」に当たる接続先を一つに決められません。"
    next_step = "名称、公開名又は識別子で指定してください。登録されている接続先: {command} models list"


class TextNotWritable(CommandProblem):
    """The corrected text could not be saved where it came from."""

    sentence = "修正した文章を「{name}」に保存できません。"
    next_step = "書き込む権限と空き容量を確認してください。標準入力から読むと、修正した文章を標準出力に出します: {command} check-writing - --fix"


class PersonMayNot(CommandProblem):
    """The person who is named has no right to the deed."""

    status = 403
    sentence = "{name}さんには、この操作を行う権限がありません。"
    next_step = (
        "権限のある人のサインイン名を指定してください。役割は「{command} people list」で確認できます。"
    )


class SampleMissing(CommandProblem):
    """The installation holds another organisation than the sample's."""

    status = 409
    sentence = "見本の組織（例示省）がないため、見本の試験を準備できません。"
    next_step = "GENKAN_DATA_FOLDERに空のフォルダーを指定して、もう一度実行してください。"


class PersonNotNamed(CommandProblem):
    """An application is checked by the right of a person."""

    sentence = "だれの権限で行うかを、--byで指定してください。"
    next_step = "使い方を確認してください: {command} models verify --help"


class SampleOnly(CommandProblem):
    """Fictional points are for the task of the sample's organisation alone."""

    status = 409
    sentence = "架空の点数は、見本の組織（例示省）の採点課題にだけ記入できます。"
    next_step = "--sampleを付けずに採点表を書き出し、採点者が記入してください。"


class SampleSignatureOnly(CommandProblem):
    """Signing without a code is for the fictional sample alone."""

    status = 403
    sentence = "--for-sampleによる署名は、見本の組織（例示省）でだけ行えます。"
    next_step = "--for-sampleを付けずに実行し、署名する本人にコードの発行を依頼してください。"


class FileThere(CommandProblem):
    """A file that only one person may read is written into no file that is there already."""

    status = 409
    sentence = "ファイル「{path}」は、既にあります。"
    next_step = "別の名前を指定して、もう一度実行してください。"


class OwnerNotNamed(CommandProblem):
    """Nobody was named who answers for a key."""

    sentence = "APIキーの責任者が指定されていません。"
    next_step = "「--owner サインイン名」を付けて、もう一度実行してください。"


class ServerNotReached(CommandProblem):
    """No Genkan answers at the address."""

    sentence = "Genkanのサーバー（{address}）に接続できません。"
    next_step = "別の端末で「{command} serve」を実行するか、「--server アドレス」を指定してください。"
