"""Of options that exclude each other, at most one."""

from genkan.cli.errors import TargetsMixed


def check_one(**options: object) -> None:
    """Raise ``TargetsMixed`` where more than one of the options, by their names in Python, was given."""
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if len(given) > 1:
        raise TargetsMixed(options="、".join(given))
