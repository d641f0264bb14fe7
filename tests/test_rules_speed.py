"""The gate on speed, as a ratio: matching may cost so many times what tokenising the same items costs, here and now."""

import pytest
from matching import ratio_to_tokenising
from synthetic_news import items


@pytest.mark.slow
def test_matching_a_thousand_selective_rules_costs_a_bounded_multiple_of_tokenising() -> None:
    news = items(400)

    assert min(ratio_to_tokenising(1_000, "selective", news) for _ in range(3)) < 5
