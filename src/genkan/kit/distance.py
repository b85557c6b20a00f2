"""How far one text is from another (編集距離)."""


def edit_distance(first: str, second: str) -> int:
    """How many characters must be put in, taken out or replaced (Levenshtein).

    Bit-parallel after Myers (1999) in the form of Hyyrö (2003): one column of the table is one integer, so that two
    texts of 20,000 characters take a fraction of a second.
    """
    first, second = _without_common_ends(first, second)
    if not first:
        return len(second)
    ones, last = (1 << len(first)) - 1, 1 << (len(first) - 1)
    places = _places(first)
    more, less, distance = ones, 0, len(first)
    for character in second:
        equal = places.get(character, 0)
        diagonal = equal | less
        carried = (((equal & more) + more) ^ more) | equal
        rising, falling = less | ~(carried | more) & ones, more & carried
        distance += bool(rising & last) - bool(falling & last)
        rising, falling = (rising << 1 | 1) & ones, (falling << 1) & ones
        more, less = falling | ~(diagonal | rising) & ones, rising & diagonal
    return distance


def _places(text: str) -> dict[str, int]:
    """For each character the places where it stands, as bits."""
    found: dict[str, int] = {}
    for place, character in enumerate(text):
        found[character] = found.get(character, 0) | 1 << place
    return found


def _without_common_ends(first: str, second: str) -> tuple[str, str]:
    shorter = min(len(first), len(second))
    start = next((place for place in range(shorter) if first[place] != second[place]), shorter)
    first, second = first[start:], second[start:]
    shorter = min(len(first), len(second))
    end = next((place for place in range(shorter) if first[-place - 1] != second[-place - 1]), shorter)
    return first[: len(first) - end], second[: len(second) - end]
