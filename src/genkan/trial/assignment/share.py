"""Whether something falls into a share of all of its kind (such as the turns of a chat in which a pair is shown)."""

from genkan.trial.assignment.numbers import Numbers


def falls_in_share(share: float, *, seed: str, kind: str, key: str) -> bool:
    """Whether the thing of that key does; the same for the same seed, kind and key. ``share`` is from 0 to 1."""
    return Numbers(seed=seed, kind=kind, key=key).share() < share
