"""First lines: how alike what two reports say in them is.

the newcomer, another's sketch → whether it is one text, one template, or how alike, 0 to 1
"""

from math import sqrt

from monitor.stories.newcomer import Newcomer
from monitor.stories.sketch import SHORTEST_LEAD, STEM_SIZE, Sketch, numbers_of, stems_in

COPY = 0.8  # Jaccard index of two leads: one text under two names
ABOUT_ONE = 1 / 3  # of what a report is about, that the other has to have as well


def is_copy(lead: frozenset[int], other: Sketch) -> bool:
    """Whether two reports are one text: nearly all of their leads is the same. `lead` are one's stems, by CRC-32."""
    ours, theirs = len(lead), len(other.lead) // STEM_SIZE
    shorter, longer = (ours, theirs) if ours < theirs else (theirs, ours)
    if shorter < SHORTEST_LEAD or shorter < COPY * longer:
        return False
    both = len(lead.intersection(stems_in(other.lead)))
    return both / (shorter + longer - both) >= COPY


def have_first_lines(one: Sketch, other: Sketch) -> bool:
    """Whether both have first lines to speak of."""
    return min(len(one.lead), len(other.lead)) >= SHORTEST_LEAD * STEM_SIZE


def said_by_both(one: Newcomer, other: Sketch) -> frozenset[int]:
    """The telling stems, by number, in title or first lines of both; none where one has no first lines to speak of."""
    if not have_first_lines(one.sketch, other):
        return frozenset()
    return one.text.intersection(stems_in(other.lead)) | one.text.intersection(numbers_of(other))


def likeness_in_leads(one: Newcomer, other: Sketch, said: frozenset[int], least: float = 0.0) -> float:
    """Cosine of all that two reports say, of which `said` is said by both; 0 where it can't be `least`."""
    leads = one.weights.leads
    both = leads.of(said)
    if both < least * least * one.in_text:  # which it is then, whatever else the other says
        return 0.0
    return cosine_of(both, one.in_text, leads.of(frozenset(stems_in(other.lead)).union(numbers_of(other))))


def are_of_one_template(one: Newcomer, other: Sketch, said: frozenset[int]) -> bool:
    """Whether first lines are alike but for what they are about: live tickers of two matches.

    What a report is about stands in its title and again in its first lines. `said`: the stems that both reports have.
    """
    about = (one.text & one.numbers & one.lead, frozenset(numbers_of(other)).intersection(stems_in(other.lead)))
    return all(telling and len(telling & said) < ABOUT_ONE * len(telling) for telling in about)


def cosine_of(shared: float, ours: float, theirs: float) -> float:
    """Cosine of two reports by the squared lengths of what they share, and of each."""
    lengths = ours * theirs
    return round(shared / sqrt(lengths), 6) if lengths else 0.0  # equal sets are equally alike, summed in any order
