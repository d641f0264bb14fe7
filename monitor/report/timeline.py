"""When alerts come, as a picture: alerts → a row of marks a rule, and a bar a day, in the units of one SVG drawing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.backtest.tally import DAY, Backtest, ToldAlert
from monitor.model import Severity
from monitor.slack.mrkdwn import legible, shortened

LEFT, RIGHT, WIDTH = 170, 45, 1000
BARS, ROW, TOP = 90, 26, 14  # heights: of the bars of a day, of a rule's row, of the air above
MOST_BARS, MOST_TICKS = 120, 8
LONGEST_LABEL, LONGEST_NAME = 120, 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An alert of one rule."""

    x: float
    y: float
    severity: Severity
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Alerts of one severity in one span of days: a part of its bar."""

    x: float
    y: float
    width: float
    height: float
    severity: Severity
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All of the drawing, `width` by `height`; `floor` is where the bars stand, `peak` says what the tallest is."""

    width: int
    height: int
    floor: int
    left: int
    peak: Label
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    names: tuple[Label, ...]
    ticks: tuple[Label, ...]


def timeline_of(backtest: Backtest) -> Timeline:
    """The alerts of a walk. Only rules that told something have a row."""
    scale = _Scale(backtest)
    rules = [one.rule for one in backtest.rules if one.alerts]
    floor = TOP + BARS
    rows = {rule.id: floor + ROW * (number + 1) for number, rule in enumerate(rules)}
    severities = {rule.id: rule.severity for rule in rules}
    height = floor + ROW * (len(rules) + 1) + 16
    return Timeline(
        width=WIDTH,
        height=height,
        floor=floor,
        left=LEFT,
        peak=Label(x=LEFT - 14, y=TOP + 10, text=_peak(backtest.alerts, scale)),
        blocks=tuple(_blocks(backtest.alerts, scale)),
        marks=tuple(
            Mark(x=scale.x(told.at), y=rows[rule_id], severity=severities[rule_id], label=_said(told))
            for told in backtest.alerts
            for rule_id in told.rules
        ),
        names=tuple(Label(x=LEFT - 14, y=rows[rule.id] + 4, text=shortened(rule.id, LONGEST_NAME)) for rule in rules),
        ticks=tuple(Label(x=scale.x(at), y=height - 4, text=f"{at:%d %b %Y}") for at in scale.ticks()),
    )


class _Scale:
    """Time along the drawing's width, in whole days (UTC)."""

    def __init__(self, backtest: Backtest) -> None:
        last = max((told.at for told in backtest.alerts), default=backtest.ended)
        self.began = backtest.began.replace(hour=0, minute=0, second=0, microsecond=0)
        self.days = max(1, (max(last, backtest.ended) - self.began) // DAY + 1)
        self.step = -(-self.days // MOST_BARS)  # days a bar

    def x(self, at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - self.began) / DAY) / self.days, 1)

    def bar(self, at: datetime) -> int:
        return ((at - self.began) // DAY) // self.step

    def start(self, bar: int) -> datetime:
        return self.began + timedelta(days=bar * self.step)

    def ticks(self) -> Iterator[datetime]:
        every = -(-self.days // MOST_TICKS)
        yield from (self.began + timedelta(days=number) for number in range(0, self.days, every))


def _peak(alerts: Iterable[ToldAlert], scale: _Scale) -> str:
    """How many alerts the tallest bar stands for."""
    span = "a day" if scale.step == 1 else f"{scale.step} days"
    return f"at most {_tallest(alerts, scale):,} in {span}"


def _tallest(alerts: Iterable[ToldAlert], scale: _Scale) -> int:
    return max(Counter(scale.bar(told.at) for told in alerts).values(), default=1)


def _blocks(alerts: Sequence[ToldAlert], scale: _Scale) -> Iterator[Block]:
    """The bars, each made of its severities, the highest at the bottom."""
    counts = Counter((scale.bar(told.at), told.severity) for told in alerts)
    tallest = _tallest(alerts, scale)
    for bar in sorted({bar for bar, _ in counts}):
        x, end = scale.x(scale.start(bar)), scale.x(scale.start(bar + 1))
        top = float(TOP + BARS)
        for severity in reversed(Severity):
            if count := counts[bar, severity]:
                height = round(BARS * count / tallest, 1)
                top = round(top - height, 1)
                label = f"{scale.start(bar):%Y-%m-%d}: {count} {severity.value}"
                width = round(max(end - x - 1, 1), 1)
                yield Block(x=x, y=top, width=width, height=height, severity=severity, label=label)


def _said(told: ToldAlert) -> str:
    return f"{told.at:%Y-%m-%d %H:%M} {shortened(legible(told.alert.item.title), LONGEST_LABEL)}"
