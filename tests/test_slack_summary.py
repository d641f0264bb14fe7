"""A summary tells several stories in one message, and nothing from a feed speaks in it as us."""

from dataclasses import replace

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from mrkdwn_reader import mrkdwn_of, read
from slack_stand_in import message_problem
from test_slack_message import ALERT, alerts, shown
from test_slack_mrkdwn import HOSTILE

from monitor.model import Reason, Summary
from monitor.slack.summary import compose_summary

REASONS = st.sampled_from([Reason.DIGEST, Reason.FLOOD])


@given(st.lists(alerts(), max_size=4), st.lists(st.tuples(HOSTILE, st.integers(1, 9)), max_size=12), REASONS)
@examples(30)
def test_nothing_from_a_feed_speaks_as_us_in_a_summary(
    stories: list[object], by_rule: list[tuple[str, int]], reason: Reason
) -> None:
    summary = Summary(reason=reason, stories=40, by_rule=tuple(by_rule), alerts=tuple(stories))  # type: ignore[arg-type]  # alerts

    message = compose_summary(summary)

    assert message_problem({"text": message.text, "blocks": list(message.blocks)}) is None
    tokens = [token for text in (*mrkdwn_of(message.blocks), message.text) for token in read(text)]
    assert {token.kind for token in tokens} <= {"text", "link", "bold", "code"}
    assert all(token.value.startswith(("http://", "https://")) for token in tokens if token.kind == "link")
    assert not set("\u200b\u202e\u2066\ufeff\x00\x1b\x7f\x85") & set(shown(message) + message.text)


@pytest.mark.parametrize("title", ["x" * 9000, "& <" * 3000, "🚀" * 3000, "북한 " * 3000])
def test_the_longest_of_everything_stays_within_slacks_limits_and_the_rest_is_counted(title: str) -> None:
    url = "https://a.example/" + "p" * 270
    alert = replace(ALERT, item=replace(ALERT.item, title=title, publisher=title, url=url))
    summary = Summary(reason=Reason.FLOOD, stories=10_000, by_rule=((title, 9_999),) * 20, alerts=(alert,) * 30)

    message = compose_summary(summary)

    assert message_problem({"text": message.text, "blocks": list(message.blocks)}) is None
    named = str(message.blocks).count("• ")
    assert named >= 8
    assert f"and {10_000 - named} more" in str(message.blocks)


def test_a_digest_names_each_story_with_its_publisher() -> None:
    message = compose_summary(Summary(reason=Reason.DIGEST, stories=2, by_rule=(("Troops", 2),), alerts=(ALERT, ALERT)))

    assert message.text.startswith("🗞️ Digest: 2 stories\nTroops 2\n• 🔴 <https://")
    assert message.text.count("— Yonhap") == 2
    assert "more" not in message.text
