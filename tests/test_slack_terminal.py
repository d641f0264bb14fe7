"""A message in a terminal."""

import io
from dataclasses import replace

from effort import examples
from hypothesis import given
from rich.console import Console
from test_slack_message import ALERT, NOW, alerts, match, report

from monitor.model import Alert, Message
from monitor.slack.message import compose, compose_plain
from monitor.slack.terminal import render


def shown(message: Message, *, terminal: bool = False) -> str:
    out = io.StringIO()
    Console(file=out, width=160, force_terminal=terminal, color_system="standard" if terminal else None).print(
        render(message)
    )
    return out.getvalue()


def test_a_message_reads_from_headline_to_reason() -> None:
    alert = replace(ALERT, matches=(*ALERT.matches, match("b", mention="@here <!subteam^S123>")))
    lines = [line.strip() for line in shown(compose(alert, now=NOW)).splitlines()]
    assert lines == [
        "🔴 Critical @here @S123",
        "Seoul: 1,500 *North Korean* troops shipped to Vladivostok <https://en.yna.example/view/1?a=1&b=2>",
        "Yonhap · en.yna.example · reliability B · 2024-10-18 08:56 UTC · seen 4 min later",
        "│ South Korea's spy agency said that North Korea sent *special forces* to Russia.",
        "• Rule dprk-troops — *North Korean*, *special forces*",
        "• Rule b",
        "first report of this story · story 3f9a · rules dprk-troops, b",
    ]


def test_bold_is_bold_in_a_terminal() -> None:
    out = shown(compose(ALERT, now=NOW), terminal=True)
    assert "\x1b[1mspecial forces\x1b[0m" in out
    assert "*" not in out


def test_the_plain_form_shows_no_markup() -> None:
    reports = (report("Yonhap"), report("Reuters", 2))
    out = shown(compose_plain(replace(ALERT, reports=reports), now=NOW))
    assert "2 publishers report this: Reuters, Yonhap" in out
    assert "*special forces*" in out
    assert "<!date" not in out
    assert "&amp;" not in out


def test_blocks_of_others_are_shown_as_far_as_they_are_known() -> None:
    blocks = ({"type": "section", "text": {"type": "mrkdwn", "text": "a &lt; b"}}, {"type": "divider"}, {"type": "new"})
    assert shown(Message(text="x", blocks=blocks)).split() == ["a", "<", "b", "─" * 40, "[new]"]


@given(alerts())
@examples(25)
def test_nothing_from_a_feed_steers_the_terminal(alert: Alert) -> None:
    for message in (compose(alert, now=NOW), compose_plain(alert, now=NOW)):
        out = shown(message)
        assert all(character.isprintable() or character in "\n\u200c\u200d" for character in out)


def test_a_quote_without_spaces_stands_beside_its_bar() -> None:
    item = replace(ALERT.item, summary="国連安保理の専門家パネルが活動を終えた" * 8)
    lines = shown(compose(replace(ALERT, item=item), now=NOW)).splitlines()

    assert any(line.lstrip().startswith("│ 国連") for line in lines)


def test_a_quote_without_spaces_is_folded_and_never_cut() -> None:
    words = "国連安保理の専門家パネルがロシアの拒否権で活動を終えた" * 12
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": words}]}

    out = shown(Message(text="", blocks=({"type": "rich_text", "elements": [quote]},)))

    assert words in "".join(out.replace("│", "").split())
