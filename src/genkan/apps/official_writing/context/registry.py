"""The matchers of whole sentences and texts, by the name that rules give."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from genkan.apps.official_writing.context import (
    bounds,
    brackets,
    joining,
    length,
    numbers,
    people,
    spelling,
    style,
    verbs,
)
from genkan.apps.official_writing.context.characters import outside_the_table
from genkan.apps.official_writing.context.occasions import nested_conditions
from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

Context = Callable[[Passage, Rule], Iterator[Spot]]


def contexts(characters: frozenset[str]) -> Mapping[str, Context]:
    """Every matcher by its name; ``characters`` are those of the 常用漢字表."""
    return {
        "able_to_do": verbs.able_to_do,
        "bound_twice": bounds.bound_twice,
        "causative_with_sa": verbs.causative_with_sa,
        "doing_of_doings": verbs.doing_of_doings,
        "half_width": brackets.half_width,
        "half_width_kana": spelling.half_width_kana,
        "kanji_numbers": numbers.kanji_numbers,
        "long_numbers": numbers.long_numbers,
        "long_sentences": length.long_sentences,
        "mixture": style.mixture,
        "nested": brackets.nested,
        "nested_conditions": nested_conditions,
        "only_once": length.only_once,
        "outside_the_table": partial(outside_the_table, characters=characters),
        "potential_without_ra": verbs.potential_without_ra,
        "repeated_on_one_level": joining.repeated_on_one_level,
        "second_without_first": joining.second_without_first,
        "spelling_of_loans": spelling.spelling_of_loans,
        "things_that_act": people.things_that_act,
        "too_often": length.too_often,
        "unpaired": brackets.unpaired,
        "wide_digits": numbers.wide_digits,
    }
