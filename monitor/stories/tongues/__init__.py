"""Further tongues: words for the ids of places.py, actors.py and deeds.py, a module a family of languages.

    id → its words in all of them

Written as in places.py. Within a line the languages follow each other in the order that the module's first line names
them. What is spelt as in a language of the first tables is not said again.
"""

from collections.abc import Iterator, Mapping

from monitor.stories.tongues import aegean, eastern, forms, germanic, italic, levantine, slavic, uralic

TONGUES: tuple[Mapping[str, str], ...] = (
    italic.WORDS,
    germanic.WORDS,
    slavic.WORDS,
    uralic.WORDS,
    aegean.WORDS,
    levantine.WORDS,
    eastern.WORDS,
    forms.WORDS,
)


def words_for(id_: str) -> Iterator[str]:
    """The words of all further tongues for what bears this id."""
    for tongue in TONGUES:
        yield from tongue.get(id_, "").split()
