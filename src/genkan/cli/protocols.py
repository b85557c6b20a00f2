"""``genkan models protocols``: how each model of the catalogue can be connected, or what to ask its maker."""

import typer
from rich.markup import escape

from genkan.cli.invocation import command_name
from genkan.cli.terminal import advise, say
from genkan.cli.words import Words


def add_protocols(commands: typer.Typer, words: Words) -> None:
    """Add ``protocols`` to ``genkan models``."""

    @commands.command(
        help=words(
            "一覧のモデルごとに、公表されている通信方式と、提供者に確認することを表示します。",
            "Show for each model of the catalogue the published protocols and what to ask its maker.",
        )
    )
    def protocols() -> None:
        from genkan.catalogue import WireProtocol, load_models

        for model in load_models():
            say(f"[bold]{escape(model.title)}[/]")
            for name in model.protocols.value:
                say(words(f"通信方式: {WireProtocol(name).label}", f"Protocol: {name}"), indent=2)
                connect = f"{command_name()} models connect URL --protocol {name} --catalogue {model.id}"
                advise(connect)
            if not model.protocols.published:
                say(words("通信方式は公表されていません。", "No protocol is published."), indent=2)
            say(words("提供者に確認すること:", "Ask the maker:"), indent=2)
            for question in model.protocols.ask_maker:
                say(f"・{escape(question)}", indent=4)
