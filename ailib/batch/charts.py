"""The charts of a report: SVG that stands in the page, drawn in the page's colours, with details under the pointer."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

import attrs

from .history import Latencies, Pulse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .history import PastRun

__all__ = [
    "Slot",
    "distribution",
    "duration",
    "latency_chart",
    "number",
    "seconds_text",
    "slots_of",
    "throughput_chart",
]

_SLOTS = 120  # columns of a chart, about
_WIDTH, _HEIGHT = 1040, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 16, 34
_TIP = 218  # width of a tip


@attrs.define(eq=False)
class Slot:
    """A column of the charts: what one run did in a stretch of time.

    Attributes:
        run: Number of the run.
        at: Seconds since that run began.
        place: Where it begins on the axis, in seconds of all runs one after the other.
        pulse: What happened.
    """

    run: int
    at: float
    place: float
    pulse: Pulse

    @property
    def rate(self) -> float:
        """Items that ended, per second."""
        return (self.pulse.done + self.pulse.failed) / self.pulse.seconds


def slots_of(runs: Sequence[PastRun]) -> list[Slot]:
    """The pulses of all runs as columns of (nearly) one width."""
    whole = sum(run.seconds for run in runs)
    longest = max((pulse.seconds for run in runs for pulse in run.pulses), default=1.0)
    width = max(1, math.ceil(whole / _SLOTS / longest)) * longest
    slots: list[Slot] = []
    place = 0.0
    for run in runs:
        count = max(1, math.ceil(run.seconds / width))
        if count > 1 and run.seconds - (count - 1) * width < width / 3:
            count -= 1  # what is left over belongs to the last column
        pulses = [Pulse(index * width, width) for index in range(count)]
        pulses[-1].seconds = max(run.seconds - pulses[-1].at, 0.05)
        for pulse in run.pulses:
            pulse_slot = pulses[min(count - 1, int(pulse.at // width))]
            length = pulse_slot.seconds
            pulse_slot.join(pulse)
            pulse_slot.seconds = length
        slots += [Slot(run.number, pulse.at, place + pulse.at, pulse) for pulse in pulses]
        place += run.seconds
    return slots


# --- words and numbers ------------------------------------------------------------------------------------------------


def number(value: float) -> str:
    """1,234 or 12.3 or 0.25: as many digits as say something."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}".rstrip("0").rstrip(".")


def seconds_text(seconds: float | None) -> str:
    """The time of an answer: 812 ms, 1.42 s, 2 min 5 s."""
    if seconds is None:
        return "–"  # noqa: RUF001 - an en dash is meant
    if seconds < 0.0995:
        return f"{seconds * 1000:.3g} ms"
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.3g} s" if seconds < 100 else duration(seconds)


def duration(seconds: float) -> str:
    """How long something went on: 4.2 s, 42 s, 3 min 12 s, 2 h 5 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _ticks(most: float, count: int = 4) -> list[float]:
    """Round values from 0 to at least `most`."""
    if most <= 0:
        return [0.0, 1.0]
    raw = most / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    return [step * place for place in range(math.ceil(most / step - 1e-9) + 1)]


_TIMES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400)


def _time_ticks(whole: float) -> list[float]:
    step = next((step for step in _TIMES if whole / step <= 8), 86400.0)
    return [step * place for place in range(int(whole / step) + 1)]


def _time_text(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min" if seconds % 60 == 0 else f"{seconds // 60:.0f}:{seconds % 60:02.0f}"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h" if minutes == 0 else f"{hours} h {minutes:02}"


# --- the parts of a chart ---------------------------------------------------------------------------------------------


def _points(*values: float) -> str:
    return " ".join(f"{value:.1f}".removesuffix(".0") for value in values)


class _Frame:
    """Axes: time to the right, a value upwards."""

    def __init__(self, slots: Sequence[Slot], most: float) -> None:
        self.whole = max(slots[-1].place + slots[-1].pulse.seconds, 0.1)
        self.ticks = _ticks(most)
        self.top = self.ticks[-1]
        self.slots = slots

    def x(self, seconds: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * seconds / self.whole

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self.top

    def drawn(self, unit: str, label: object, marks: Iterable[str], tips: Iterable[Sequence[tuple[str, str]]]) -> str:
        """The whole chart; `tips` are lines of (class, text) for each slot."""
        say = label if callable(label) else str
        parts = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(unit)}">']
        for tick in self.ticks:
            y = self.y(tick)
            parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
            parts.append(f'<text class="axis" x="{_LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{say(tick)}</text>')
        for tick in _time_ticks(self.whole):
            x = self.x(tick)
            anchor = "start" if tick == 0 else "middle" if x < _WIDTH - _RIGHT - 20 else "end"
            parts.append(
                f'<text class="axis" x="{x:.1f}" y="{_HEIGHT - 12}" text-anchor="{anchor}">{_time_text(tick)}</text>'
            )
        parts += marks
        parts += self._borders()
        parts += [self._tip(slot, lines) for slot, lines in zip(self.slots, tips, strict=True)]
        parts.append("</svg>")
        return "".join(parts)

    def _borders(self) -> Iterable[str]:
        """Where one run ended and the next began."""
        last_x = -1e9
        for before, slot in zip(self.slots, self.slots[1:], strict=False):
            if before.run == slot.run:
                continue
            x = self.x(slot.place)
            yield f'<line class="border" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 8}" y2="{_HEIGHT - _BOTTOM}"/>'
            if x - last_x > 52 and x < _WIDTH - 60:
                yield f'<text class="axis" x="{x + 6:.1f}" y="{_TOP}">run {slot.run}</text>'
                last_x = x

    def _tip(self, slot: Slot, lines: Sequence[tuple[str, str]]) -> str:
        left, right = self.x(slot.place), self.x(slot.place + slot.pulse.seconds)
        middle = (left + right) / 2
        height = 18 * len(lines) + 14
        x = middle + 12 if middle + 12 + _TIP < _WIDTH else middle - 12 - _TIP
        texts = "".join(
            f'<text class="{kind}" x="{x + 12:.1f}" y="{_TOP + 21 + 18 * row}">{escape(text)}</text>'
            for row, (kind, text) in enumerate(lines)
        )
        return (
            f'<g class="slot"><rect class="reach" x="{left:.1f}" width="{max(right - left, 0.5):.1f}" y="{_TOP - 8}" '
            f'height="{_HEIGHT - _BOTTOM - _TOP + 8}"/><g class="tip">'
            f'<line class="hair" x1="{middle:.1f}" x2="{middle:.1f}" y1="{_TOP - 8}" y2="{_HEIGHT - _BOTTOM}"/>'
            f'<rect class="paper" x="{x:.1f}" y="{_TOP}" width="{_TIP}" height="{height}" rx="8"/>{texts}</g></g>'
        )

    def when(self, slot: Slot) -> str:
        """The first line of a tip."""
        prefix = f"run {slot.run}, " if self.slots[0].run != self.slots[-1].run else ""
        return f"{prefix}{duration(slot.at)} to {duration(slot.at + slot.pulse.seconds)}"


def _column(kind: str, x: float, width: float, top: float, bottom: float, *, rounded: bool) -> str:
    radius = min(3.0, width / 2, bottom - top) if rounded else 0.0
    if radius < 0.8:
        return f'<rect class="{kind}" x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{bottom - top:.1f}"/>'
    r = f"{radius:.1f}"
    path = (
        f"M{_points(x, bottom)}V{top + radius:.1f}q0 -{r} {r} -{r}H{x + width - radius:.1f}q{r} 0 {r} {r}V{bottom:.1f}Z"
    )
    return f'<path class="{kind}" d="{path}"/>'


def throughput_chart(slots: Sequence[Slot]) -> str:
    """Items per second over time: answered, and failed on top."""
    frame = _Frame(slots, max(slot.rate for slot in slots))
    marks: list[str] = []
    tips: list[list[tuple[str, str]]] = []
    for slot in slots:
        pulse = slot.pulse
        left, right = frame.x(slot.place), frame.x(slot.place + pulse.seconds)
        width = max(right - left - min(2.0, (right - left) * 0.2), 0.6)
        done, failed = pulse.done / pulse.seconds, pulse.failed / pulse.seconds
        if done:
            # A cap of less than a pixel leaves the corners as they are.
            capped = frame.y(done) - frame.y(done + failed) > 1
            marks.append(_column("done", left, width, frame.y(done), frame.y(0), rounded=not capped))
        if failed:
            marks.append(_column("failed", left, width, frame.y(done + failed), frame.y(done), rounded=True))
        lines = [
            ("head", frame.when(slot)),
            ("", f"{number(slot.rate)} items/s"),
            ("", f"{number(pulse.done)} answered"),
        ]
        if pulse.failed:
            lines.append(("bad", f"{number(pulse.failed)} failed"))
        if pulse.retried:
            lines.append(("warn", f"{number(pulse.retried)} retried"))
        lines.append(("", f"{number(pulse.tokens)} tokens"))
        tips.append(lines)
    return frame.drawn("Items per second over time", number, marks, tips)


_SHARES = ((0.99, "p99"), (0.95, "p95"), (0.5, "p50"))


def latency_chart(slots: Sequence[Slot]) -> str:
    """Percentiles of the answers' times, over time."""
    found = [{name: slot.pulse.latencies.quantile(share) for share, name in _SHARES} for slot in slots]
    frame = _Frame(slots, max((value or 0.0 for values in found for value in values.values()), default=0.0) or 1.0)
    marks: list[str] = []
    for _, name in _SHARES:
        for stretch in _stretches(slots, [values[name] for values in found]):
            places = [(frame.x(slot.place + slot.pulse.seconds / 2), frame.y(value)) for slot, value in stretch]
            if len(places) > 1:
                path = "L".join(_points(x, y) for x, y in places)
                marks.append(f'<path class="line {name}" d="M{path}"/>')
            if len(slots) < 40 or len(places) == 1:
                marks += [f'<circle class="dot {name}" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in places]
    tips = [
        [
            ("head", frame.when(slot)),
            *((f"key-{name}", f"{name}  {seconds_text(values[name])}") for _, name in _SHARES),
            ("", f"{number(slot.pulse.latencies.counts.total())} answers"),
        ]
        for slot, values in zip(slots, found, strict=True)
    ]
    return frame.drawn("Time of an answer over time", _short_seconds, marks, tips)


def _short_seconds(seconds: float) -> str:
    return "0" if seconds == 0 else seconds_text(seconds)


def _stretches(slots: Sequence[Slot], values: Sequence[float | None]) -> Iterable[list[tuple[Slot, float]]]:
    """Runs of slots that have a value, none across the border of two runs."""
    stretch: list[tuple[Slot, float]] = []
    for slot, value in zip(slots, values, strict=True):
        if stretch and (value is None or slot.run != stretch[-1][0].run):
            yield stretch
            stretch = []
        if value is not None:
            stretch.append((slot, value))
    if stretch:
        yield stretch


def distribution(latencies: Latencies) -> str:
    """How the answers' times are spread, on a logarithmic axis, with the percentiles marked."""
    counts = latencies.counts
    low, high = min(counts), max(counts)
    each = max(1, math.ceil((high - low + 1) / 44))
    bins = [sum(counts[place] for place in range(first, first + each)) for first in range(low, high + 1, each)]
    # Few answers make few bins: no fatter than a finger.
    count = max(len(bins), 12)
    width, height, base = 500.0, 250.0, 216.0
    step = (width - 24) / count
    start = 12 + (count - len(bins)) * step / 2
    most, total = max(bins), counts.total()

    def x(seconds: float) -> float:
        return start + (math.log(seconds) / math.log(1.04) - low) / each * step

    parts = [f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="Spread of the answers\' times">']
    parts.append(f'<line class="grid" x1="12" x2="{width - 12}" y1="{base}" y2="{base}"/>')
    for place, amount in enumerate(bins):
        if amount:
            top = base - max(2.0, (base - 44) * amount / most)
            parts.append(_column("done", start + place * step, max(step - 1.5, 0.8), top, base, rounded=True))
    last = -1e9
    for seconds in _log_ticks(Latencies.middle(low), Latencies.middle(high)):
        place_x = x(seconds)
        if 20 <= place_x <= width - 20 and place_x - last > 52:
            parts.append(
                f'<text class="axis" x="{place_x:.1f}" y="{height - 12}" text-anchor="middle">'
                f"{seconds_text(seconds)}</text>"
            )
            last = place_x
    for row, (share, name) in enumerate(reversed(_SHARES)):
        value = latencies.quantile(share)
        assert value is not None
        at = x(value)
        anchor, shift = ("end", -5) if at > width - 70 else ("start", 5)
        parts.append(f'<line class="mark {name}" x1="{at:.1f}" x2="{at:.1f}" y1="{4 + 14 * row}" y2="{base}"/>')
        parts.append(
            f'<text class="axis key-{name}" x="{at + shift:.1f}" y="{13 + 14 * row}" text-anchor="{anchor}">'
            f"{name} {seconds_text(value)}</text>"
        )
    for place, amount in enumerate(bins):
        if amount:
            middle = start + (place + 0.5) * step
            left = min(max(middle - 75, 4), width - 154)
            first, end = low + place * each, low + (place + 1) * each
            reach = (
                f"{seconds_text(math.exp(first * math.log(1.04)))} to {seconds_text(math.exp(end * math.log(1.04)))}"
            )
            share_text = f"{number(amount)} answers, {100 * amount / total:.1f} %"
            parts.append(
                f'<g class="slot"><rect class="reach" x="{middle - step / 2:.1f}" y="44" width="{step:.1f}" '
                f'height="{base - 44}"/><g class="tip"><rect class="paper" x="{left:.1f}" y="60" width="150" '
                f'height="50" rx="8"/><text class="head" x="{left + 12:.1f}" y="81">{reach}</text>'
                f'<text x="{left + 12:.1f}" y="99">{share_text}</text></g></g>'
            )
    parts.append("</svg>")
    return "".join(parts)


def _log_ticks(low: float, high: float) -> Iterable[float]:
    power = 10.0 ** math.floor(math.log10(low))
    factors = (1, 2, 5) if high / low > 3 else (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
    while power <= high * 10:
        yield from (power * factor for factor in factors)
        power *= 10
