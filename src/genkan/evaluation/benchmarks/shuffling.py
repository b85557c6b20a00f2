"""The order of choices (選択肢の並べ替え), drawn from a stored seed, so that no model gains by liking a place."""

from genkan.kit import digest


def order_of(key: str, count: int, *, seed: int, repetition: int) -> tuple[int, ...]:
    """Which choice, from 1, stands in each place in a repetition, from 1.

    The order of the first is drawn by SHA-256 of seed, item and choice; each further one moves all choices on by one
    place. So in as many repetitions as there are choices, each choice stands in each place once.
    """
    drawn = sorted(range(1, count + 1), key=lambda choice: digest(f"{seed}:{key}:{choice}"))
    moved = (repetition - 1) % count
    return (*drawn[count - moved :], *drawn[: count - moved])
