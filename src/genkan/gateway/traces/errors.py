"""Errors of traces."""

from genkan.gateway.errors import GatewayProblem


class TracesNotInstalled(GatewayProblem):
    """A collector is set, and the libraries to speak to it are missing."""

    sentence = "GENKAN_OTLP_ENDPOINTが設定されていますが、トレースを送るライブラリーがありません。"
    next_step = "「genkan[traces]」をインストールするか、設定を取り除いてください。"
