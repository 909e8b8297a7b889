"""A run as one page: figures, charts and what failed, in a file that needs nothing from anywhere.

The page has no script and asks no other address for anything; its policy forbids both. What comes out of the run
(names, messages of a provider) is escaped, and what looks like a key is masked.
"""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ..wire.json import loads
from .charts import (
    distribution,
    duration,
    latency_chart,
    number,
    seconds_text,
    slots_of,
    throughput_chart,
)
from .history import Latencies, past_runs
from .runs import RunStatus, status
from .state import FAILED, open_state

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from .history import PastRun

__all__ = ["write_report"]

_SHOWN = 200  # failures in the table
_LONGEST = 500  # characters of a reason

# What looks like a key or a token, whoever wrote it there.
_SECRETS = re.compile(
    r"(?i)\b(?:sk|pk|rk|gsk|xai|hf|key|api|tok|ghp|gho|glpat|pplx|r8|nvapi|csk|fw|AIza|AKIA|ASIA|ya29)"
    r"[-_.]?[A-Za-z0-9][A-Za-z0-9_\-.]{14,}"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)?"
    r"|(?<=bearer )[^\s\"'<>,;]{6,}"
    r"|(?<=[?&]key=)[^\s&\"'<>]+"
    r"|(?<=://)[^\s/@:\"'<>]+:[^\s/@\"'<>]+(?=@)"
    r"|(?:(?<=key=)|(?<=token=)|(?<=secret=)|(?<=password=))[^\s&\"'<>,;]{6,}"
)

# What an error's text says in brackets has columns of its own.
_CONTEXT = re.compile(r" \[(?:status|type|code|provider|model|request|attempts)\b[^\]]*\]")


def _clean(text: str, longest: int = _LONGEST) -> str:
    """Text of others for the page: masked, cut, escaped."""
    text = _SECRETS.sub("***", text)
    return escape(text if len(text) <= longest else f"{text[: longest - 1]}…")


@attrs.frozen(eq=False)
class _Failure:
    """A row of the table of failures."""

    position: int
    custom_id: str
    kind: str
    status: str
    message: str
    attempts: str
    request_id: str


def write_report(state: str | os.PathLike[str], path: str | os.PathLike[str]) -> None:
    """Write a page about the runs on a state; it may be written while one of them works.

    Args:
        state: The state file.
        path: The page, one HTML file; replaced if it is there.

    Raises:
        StateError: There is no such state.
        OSError: The page cannot be written.

    Examples:
        >>> import tempfile
        >>> from ailib.batch import run
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     result = run(["Say hello"], model="embedded", out=f"{folder}/out.jsonl")
        ...     write_report(result.state, f"{folder}/report.html")
        ...     open(f"{folder}/report.html").read().startswith("<!doctype html>")
        True
    """
    told = status(state)
    with closing(open_state(state)) as connection:
        runs: list[PastRun] = []
        with suppress(sqlite3.OperationalError):  # of a state that was made before there was a history
            runs = past_runs(connection)
        failures = _failures(connection, told.out)
    text = _page(told, runs, failures)
    Path(path).write_text(text, encoding="utf-8")


def _failures(connection: sqlite3.Connection, out: str) -> list[_Failure]:
    """The first items that failed, from the output or, while they wait for their turn, from the state."""
    positions = [
        row[0]
        for row in connection.execute(
            "SELECT position FROM items WHERE status = ? ORDER BY position LIMIT ?", (FAILED, _SHOWN)
        )
    ]
    wanted = set(positions)
    lines: dict[int, bytes] = {}
    for position in positions:
        row = connection.execute("SELECT line FROM results WHERE position = ?", (position,)).fetchone()
        if row is not None:
            lines[position] = row[0]
            wanted.discard(position)
    if wanted:
        last = max(wanted)
        with suppress(OSError), open(out, "rb") as file:  # noqa: PTH123
            for place, line in enumerate(file):
                if place in wanted:
                    lines[place] = line
                if place >= last:
                    break
    return [_failure(position, lines.get(position)) for position in positions]


def _failure(position: int, line: bytes | None) -> _Failure:
    data: Mapping[str, Any] = {}
    with suppress(ValueError):
        data = loads(line) if line else {}
    error: Any = data.get("error") or {}
    response: Any = data.get("response") or {}
    return _Failure(
        position,
        str(data.get("custom_id") or ""),
        str(error.get("type") or error.get("code") or ""),
        str(error.get("status") or response.get("status_code") or ""),
        _CONTEXT.sub("", str(error.get("message") or "The output has no line for it any more")),
        str(error.get("attempts") or ""),
        str(error.get("request_id") or response.get("request_id") or ""),
    )


# --- the page ---------------------------------------------------------------------------------------------------------


def _page(told: RunStatus, runs: Sequence[PastRun], failures: Sequence[_Failure]) -> str:
    name = Path(told.out).name
    whole = Latencies()
    for run in runs:
        whole.counts.update(run.latencies.counts)
    kind, words = _state_of(told, runs)
    about = [
        told.model,
        "embeddings" if told.kind == "embeddings" else "",
        Path(told.source).name if told.source else "",
        f"begun {_moment(runs[0].begun)}" if runs else "",
        f"{len(runs)} runs" if len(runs) > 1 else "",
    ]
    slots = slots_of(runs) if runs else []
    body = [
        _header(name, about, kind, words),
        _progress(told),
        _figures(told, runs, whole, max((slot.rate for slot in slots), default=0.0)),
    ]
    if slots:
        body.append(
            _card(
                "Throughput",
                "items per second",
                throughput_chart(slots),
                [("done", "answered"), *([("failed", "failed")] if any(slot.pulse.failed for slot in slots) else [])],
            )
        )
    if whole.counts:
        keys = [("p50", "p50"), ("p95", "p95"), ("p99", "p99")]
        body.append(
            _card("Latency", "from the request to the whole answer, retries included", latency_chart(slots), keys)
        )
    body.append('<div class="two">')
    if whole.counts:
        body.append(_card("How long answers took", "logarithmic", distribution(whole)))
    body.append(_errors(told, runs))
    body.append("</div>")
    if len(runs) > 1:
        body.append(_runs(runs))
    body.append(_failed(told, failures))
    body.append(f"<footer>Written {_moment(time.time())} by ailib · {_clean(told.state)}</footer>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{_clean(name)} – batch run</title><style>{_STYLE}</style></head>"  # noqa: RUF001
        f"<body><main>{''.join(body)}</main></body></html>\n"
    )


def _header(name: str, about: Sequence[str], kind: str, words: str) -> str:
    line = " <i>·</i> ".join(_clean(part) for part in about if part)
    return (
        f'<header><div><h1>{_clean(name)}</h1><p class="about">{line}</p></div>'
        f'<span class="chip {kind}">{words}</span></header>'
    )


def _moment(when: float) -> str:
    return datetime.fromtimestamp(when).astimezone().strftime("%Y-%m-%d %H:%M")


def _state_of(told: RunStatus, runs: Sequence[PastRun]) -> tuple[str, str]:
    """How it stands: a class and words."""
    if told.running:
        return "busy", "running"
    last = runs[-1].stopped if runs else None
    if told.missing == 0 or (told.total is None and last == "complete"):
        return ("partly", "complete, with failures") if told.failed else ("good", "complete")
    words = {"budget": "budget spent", "cancelled": "cancelled", "drained": "stopped", "error": "stopped by an error"}
    return "bad", words.get(last or "", "interrupted")


def _progress(told: RunStatus) -> str:
    """The hero figure, and a bar of what is done, failed and missing."""
    ended = told.done + told.failed
    total = max(told.total or 0, ended)
    of = f" of {number(total)}" if total > ended else ""
    bar = "".join(
        f'<span class="{kind}" style="flex:{count}"></span>'
        for kind, count in (("done", told.done), ("failed", told.failed), ("missing", total - ended))
        if count
    )
    keys = [f'<span><b class="done"></b>{number(told.done)} answered</span>']
    if told.failed:
        keys.append(f'<span><b class="failed"></b>{number(told.failed)} failed</span>')
    if total > ended:
        keys.append(f'<span><b class="missing"></b>{number(total - ended)} missing</span>')
    return (
        f'<section class="hero"><p class="big">{number(ended)}<small>{of} item{"" if total == 1 else "s"}</small></p>'
        f'<div class="bar">{bar}</div><p class="keys">{"".join(keys)}</p></section>'
    )


def _figures(told: RunStatus, runs: Sequence[PastRun], whole: Latencies, peak: float) -> str:
    seconds = sum(run.seconds for run in runs)
    ended = sum(run.done + run.failed for run in runs)
    retries = sum(run.retries.total() for run in runs)
    tokens = told.prompt_tokens + told.completion_tokens
    cost = f"${told.cost_usd:,.2f}" if told.cost_usd >= 1 else f"${told.cost_usd.normalize():.4f}"
    thousand = f"${told.cost_usd / told.done * 1000:,.2f} per 1,000 items" if told.cost_usd and told.done else ""
    rows = [
        ("Rate", f"{number(ended / seconds)}<small>/s</small>" if seconds else "–", f"peak {number(peak)}/s"),  # noqa: RUF001
        ("p50", seconds_text(whole.quantile(0.5)), "half of the answers"),
        ("p95", seconds_text(whole.quantile(0.95)), "all but 5 %"),
        ("p99", seconds_text(whole.quantile(0.99)), "all but 1 %"),
        ("Tokens", _compact(tokens), f"{_compact(told.prompt_tokens)} in, {_compact(told.completion_tokens)} out"),
        ("Cost", cost if told.cost_usd else "–", thousand or "the price is not known"),  # noqa: RUF001
        ("Failed", number(told.failed), f"{100 * told.failed / max(1, told.done + told.failed):.2f} % of the items"),
        ("Retries", number(retries), f"{retries / max(1, ended):.2f} per item"),
        ("Time", duration(seconds), f"{len(runs)} runs" if len(runs) != 1 else "one run"),
    ]
    cells = "".join(
        f'<div class="figure"><dt>{name}</dt><dd>{_units(value)}</dd><span>{note}</span></div>'
        for name, value, note in rows
    )
    return f'<dl class="figures">{cells}</dl>'


def _units(value: str) -> str:
    return re.sub(r" (ms|s|min|h)\b", r"<small>\1</small>", value)


def _compact(value: int) -> str:
    for size, letter in ((10**9, "B"), (10**6, "M"), (10**4, "k")):
        if value >= size:
            unit = 1000 if letter == "k" else size
            return f"{value / unit:.3g}{letter}" if value / unit < 1000 else f"{value / unit:,.0f}{letter}"
    return number(value)


def _card(title: str, note: str, chart: str, keys: Iterable[tuple[str, str]] = ()) -> str:
    legend = "".join(f'<span><b class="{kind}"></b>{word}</span>' for kind, word in keys)
    return (
        f'<section class="card"><div class="title"><h2>{title}</h2><p>{note}</p>'
        f'<p class="keys">{legend}</p></div>{chart}</section>'
    )


def _errors(told: RunStatus, runs: Sequence[PastRun]) -> str:
    """Failed items and attempts that were made again, by kind."""
    retries: dict[str, int] = {}
    for run in runs:
        for kind, count in run.retries.items():
            retries[kind] = retries.get(kind, 0) + count
    parts = ['<section class="card"><div class="title"><h2>Errors</h2><p>by class</p></div>']
    for title, kind, counts, none in (
        ("Failed items", "failed", told.errors, "No item failed."),
        ("Attempts made again", "retried", retries, "No attempt had to be made again."),
    ):
        parts.append(f"<h3>{title}</h3>")
        most = max(counts.values(), default=0)
        rows = sorted(counts.items(), key=lambda item: -item[1])[:8]
        parts.append(
            "".join(
                f'<div class="row"><span class="name">{_clean(name, 60)}</span>'
                f'<span class="count">{number(count)}</span><span class="track">'
                f'<span class="{kind}" style="width:{max(1.0, 100 * count / most):.1f}%"></span></span></div>'
                for name, count in rows
            )
            or f'<p class="none">{none}</p>'
        )
    parts.append("</section>")
    return "".join(parts)


def _table(head: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """A table; `head` is (title, class) of each column, the cells are HTML."""
    titles = "".join(f'<th class="{kind}">{title}</th>' for title, kind in head)
    lines = "".join(
        "<tr>" + "".join(f'<td class="{kind}">{cell}</td>' for (_, kind), cell in zip(head, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table></div>'


_ENDS = {"complete": "complete", "budget": "budget spent", "drained": "stopped", "error": "stopped by an error"}


def _runs(runs: Sequence[PastRun]) -> str:
    head = [("Run", ""), ("Begun", ""), ("Time", "n"), ("Answered", "n"), ("Failed", "n"), ("Rate", "n"), ("p50", "n"),
            ("p95", "n"), ("Retries", "n"), ("Tokens", "n"), ("Cost", "n"), ("Ended", "")]  # fmt: skip
    rows = [
        (
            str(run.number),
            _moment(run.begun),
            duration(run.seconds),
            number(run.done),
            number(run.failed),
            f"{number((run.done + run.failed) / run.seconds)}/s" if run.seconds else "",
            seconds_text(run.latencies.quantile(0.5)),
            seconds_text(run.latencies.quantile(0.95)),
            number(run.retries.total()),
            _compact(run.prompt_tokens + run.completion_tokens),
            f"${run.cost_usd.normalize():.4f}" if run.cost_usd else "",
            _ENDS.get(run.stopped or "", run.stopped or "killed, or still running"),
        )
        for run in runs
    ]
    return f'<section class="card"><div class="title"><h2>Runs</h2></div>{_table(head, rows)}</section>'


def _failed(told: RunStatus, failures: Sequence[_Failure]) -> str:
    if not failures:
        return ""
    columns: list[tuple[str, str, list[str]]] = [
        ("Item", "n", [number(one.position) for one in failures]),
        ("Id", "id", [_clean(one.custom_id, 60) for one in failures]),
        ("Error", "kind", [_clean(one.kind, 60) for one in failures]),
        ("Status", "n", [_clean(one.status, 10) for one in failures]),
        ("Reason", "why", [_clean(one.message) for one in failures]),
        ("Attempts", "n", [_clean(one.attempts, 10) for one in failures]),
        ("Request", "id", [_clean(one.request_id, 60) for one in failures]),
    ]
    kept = [column for column in columns if any(column[2])]
    rows = zip(*(cells for _, _, cells in kept), strict=True)
    more = told.failed - len(failures)
    note = f"the first {len(failures)} of {number(told.failed)}" if more > 0 else f"{number(len(failures))} items"
    table = _table([(title, kind) for title, kind, _ in kept], rows)
    return f'<section class="card failures"><div class="title"><h2>What failed</h2><p>{note}</p></div>{table}</section>'


_STYLE = """
:root{--paper:#f6f6f3;--card:#fff;--ink:#1a1c20;--soft:#4d525a;--mute:#666b73;--line:#e7e6e1;--grid:#eeede8;
--done:#2f6fd0;--failed:#cf3f34;--warn:#a9690c;--missing:#dddcd6;--good:#1a7f4b;--p50:#1d4f9e;--p95:#5b93e6;
--p99:#c58a2b;--shadow:0 1px 2px rgb(20 20 15/.05),0 6px 20px rgb(20 20 15/.04)}@media (prefers-color-scheme:dark){
:root{--paper:#131412;--card:#1c1d1b;--ink:#eeede9;--soft:#c2c2bb;--mute:#999a93;--line:#30312e;--grid:#282926;
--done:#5a96ea;--failed:#f0705f;--warn:#e0a94a;--missing:#3a3b37;--good:#53c088;--p50:#a9ccff;--p95:#5a96ea;
--p99:#dba24a;--shadow:none}}*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased}
main{max-width:1120px;margin:0 auto;padding:40px 24px 32px}
header{display:flex;justify-content:space-between;align-items:flex-start;gap:24px;margin-bottom:28px}
h1{font-size:26px;line-height:1.2;font-weight:650;letter-spacing:-.02em;margin:0;overflow-wrap:anywhere}
h2{font-size:15px;font-weight:650;margin:0}h3{font-size:12px;font-weight:600;color:var(--mute);margin:18px 0 8px}
p{margin:0}small{font-size:.55em;font-weight:500;color:var(--mute)}
.about{color:var(--mute);margin-top:6px;overflow-wrap:anywhere}.about i{font-style:normal;opacity:.5;margin:0 3px}
.chip{flex:none;padding:5px 13px;border-radius:99px;font-size:13px;font-weight:600;border:1px solid currentColor;
background:color-mix(in srgb,currentColor 9%,transparent)}.chip.good{color:var(--good)}
.chip.bad{color:var(--failed)}.chip.partly{color:var(--warn)}.chip.busy{color:var(--done)}.hero{margin-bottom:24px}
.big{font-size:56px;line-height:1;font-weight:650;letter-spacing:-.035em;margin-bottom:18px}
.big small{font-size:20px;letter-spacing:-.01em;margin-left:6px}
.bar{display:flex;gap:2px;height:12px;border-radius:6px;overflow:hidden}.bar span{min-width:3px}
.done{background:var(--done)}.failed{background:var(--failed)}.retried{background:var(--warn)}
.missing{background:var(--missing)}.keys{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--soft)}
.hero .keys{margin-top:10px}.keys b{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:7px}
b.p50{background:var(--p50)}b.p95{background:var(--p95)}b.p99{background:var(--p99)}
.figures{display:grid;grid-template-columns:repeat(9,1fr);margin:0 0 20px;background:var(--card);border:1px solid
var(--line);border-radius:14px;box-shadow:var(--shadow);overflow:hidden}
.figure{padding:15px 8px 14px 15px;min-width:0;border-left:1px solid var(--grid);margin-left:-1px;border-top:1px
solid var(--grid);margin-top:-1px}.figure dt{font-size:12px;font-weight:600;color:var(--mute)}
.figure dd{margin:1px 0;font-size:22px;font-weight:650;letter-spacing:-.02em;line-height:1.3;white-space:nowrap}
.figure dd small{margin-left:2px}.figure span{display:block;font-size:11.5px;line-height:1.35;color:var(--mute)}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:18px 20px 16px;
margin-bottom:20px;box-shadow:var(--shadow)}.two .card{display:flex;flex-direction:column}.two svg{margin:auto 0}
.title{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 10px;margin-bottom:10px}
.title p{font-size:13px;color:var(--mute)}.title .keys{margin-left:auto}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:0 20px}
svg{display:block;width:100%;height:auto;overflow:visible}svg text{font-size:12px;fill:var(--soft)}
svg .axis{fill:var(--mute);font-size:11.5px}.grid{stroke:var(--grid);stroke-width:1}
.border{stroke:var(--mute);stroke-width:1;stroke-dasharray:3 4;opacity:.8}svg .done{fill:var(--done)}
svg .failed{fill:var(--failed)}.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.line.p50,.mark.p50{stroke:var(--p50)}.line.p95,.mark.p95{stroke:var(--p95)}.line.p99,.mark.p99{stroke:var(--p99)}
.dot.p50{fill:var(--p50)}.dot.p95{fill:var(--p95)}.dot.p99{fill:var(--p99)}
.mark{stroke-width:1.5;stroke-dasharray:2 3}svg .key-p50{fill:var(--p50);font-weight:600}
svg .key-p95{fill:var(--p95);font-weight:600}svg .key-p99{fill:var(--p99);font-weight:600}.reach{fill:transparent}
.tip{opacity:0;pointer-events:none}.slot:hover .tip{opacity:1}.slot:hover .reach{fill:var(--ink);fill-opacity:.05}
.hair{stroke:var(--mute);stroke-width:1}
.paper{fill:var(--card);stroke:var(--line);filter:drop-shadow(0 4px 10px rgb(0 0 0/.14))}
svg .head{font-weight:650;fill:var(--ink)}svg .bad{fill:var(--failed);font-weight:600}
svg .warn{fill:var(--warn);font-weight:600}
.row{display:grid;grid-template-columns:1fr auto;gap:2px 12px;font-size:13.5px;margin-bottom:10px}
.row .name{overflow-wrap:anywhere}.count{font-weight:600}
.track{grid-column:1/-1;height:8px;border-radius:4px;background:var(--grid);overflow:hidden}
.track span{display:block;height:100%;border-radius:4px}.none{color:var(--mute);font-size:13.5px}
.scroll{overflow-x:auto;margin:0 -20px;padding:0 20px}table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;font-size:12px;font-weight:600;color:var(--mute);padding:4px 14px 7px 0;white-space:nowrap;
border-bottom:1px solid var(--line)}
td{padding:8px 14px 8px 0;vertical-align:top;border-bottom:1px solid var(--grid);white-space:nowrap}
tr:last-child td{border-bottom:0}th.n,td.n{text-align:right}td.kind{font-weight:600;color:var(--failed)}
td.id{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px;color:var(--soft)}
td.why{white-space:normal;min-width:280px;overflow-wrap:anywhere;color:var(--soft)}
th:last-child,td:last-child{padding-right:0}
footer{color:var(--mute);font-size:12px;text-align:center;margin-top:28px;overflow-wrap:anywhere}
@media (max-width:1000px){.figures{grid-template-columns:repeat(3,1fr)}}@media (max-width:560px){
main{padding:24px 14px}header{flex-direction:column;gap:12px}.big{font-size:42px}.two{grid-template-columns:1fr}
.figures{grid-template-columns:repeat(2,1fr)}svg text{font-size:20px!important}.tip{display:none}}@media print{
:root{--paper:#fff;--card:#fff;--ink:#111;--soft:#333;--mute:#555;--line:#ccc;--grid:#e6e6e6;--done:#2f6fd0;
--failed:#c03328;--warn:#9a5f0a;--missing:#ddd;--good:#1a7f4b;--p50:#1d4f9e;--p95:#5b93e6;--p99:#b97c1d;
--shadow:none}body{font-size:12px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;padding:0}.card,.figures,.hero{break-inside:avoid}.failures{break-inside:auto}
tr{break-inside:avoid}thead{display:table-header-group}.tip{display:none}.scroll{overflow:visible}
td,th{white-space:normal!important}td.id{overflow-wrap:anywhere}td.why{min-width:0}
.figures{grid-template-columns:repeat(9,1fr)!important}.figure dd{font-size:17px}}
"""
