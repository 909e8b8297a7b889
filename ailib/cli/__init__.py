"""The `ailib` command: its arguments, its exit codes, and how it ends when something goes wrong.

Only the standard library is imported here, and each subcommand's module when it runs, so that `--help` is instant.

Exit codes: 0 it worked, 1 the provider or the network failed, 2 the command or the settings are wrong,
130 interrupted (Ctrl-C), 141 whoever read the output has left.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from .._version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .terminal import Terminal

__all__ = ["main"]

EXIT_CODES = """\
exit codes:
  0    it worked
  1    the provider or the network failed
  2    the command line or the settings are wrong; nothing was sent
  130  interrupted with Ctrl-C
  141  the reader of the output has left (a broken pipe)

AILIB_DEBUG=1 shows the traceback of an error.
"""

CHAT = """\
Ask a model; the answer is printed while it arrives.

The prompt is taken from the arguments, from standard input (a pipe or a file), or from both:
  cat report.txt | ailib chat "Summarise this"
Without any of them, at a terminal, it is a conversation.

Without --model it is AI_MODEL, else the first provider whose key is set, else a local server that answers.
`-m embedded` needs no key and no network.
"""

BATCH = """\
Answer a file of prompts, durably: run the same command again after a crash, and only what is missing is sent.

  ailib batch in.jsonl -o out.jsonl -m openai/gpt-4o-mini
  ailib batch rows.csv -o out.jsonl -m embedded --prompt-template "Translate: {text}"
  ailib batch in.jsonl -o out.jsonl -m openai/gpt-4o-mini --backend provider
  ailib batch status out.jsonl.db
  ailib batch resume out.jsonl.db          what has no answer yet
  ailib batch retry-failed out.jsonl.db    and what failed
  ailib batch cancel out.jsonl.db          from another terminal

The input is JSON lines (prompts, messages, OpenAI request bodies, OpenAI batch files), CSV, or Parquet.
Ctrl-C lets what is in flight end; a second one stops at once. Either way the run can be resumed.
"""

_EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")


def _reasoning(text: str) -> bool | int | str:
    """An effort, on or off, or a number of tokens."""
    level = text.strip().lower()
    if level in ("on", "off"):
        return level == "on"
    if level.isdigit():
        return int(level)
    if level in _EFFORTS:
        return level
    raise argparse.ArgumentTypeError(f"{text!r} is none of on, off, {', '.join(_EFFORTS)}, or a number of tokens")


def _connection() -> argparse.ArgumentParser:
    """The options of every subcommand that talks to a provider."""
    parent = argparse.ArgumentParser(add_help=False)
    group = parent.add_argument_group("connection")
    group.add_argument("--base-url", metavar="URL", help="address of the API, version path included")
    group.add_argument("--timeout", type=float, metavar="SECONDS", help="for a call, and for silence in a stream")
    group.add_argument("--max-retries", type=int, metavar="N", help="attempts after the first (default: 3)")
    return parent


def _add_chat(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "chat",
        help="ask a model, or talk with it",
        description=CHAT,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        parents=[_connection()],
    )
    add = parser.add_argument
    add("prompt", nargs="*", metavar="PROMPT", help='what to ask; "-" is standard input')
    add("-m", "--model", metavar="PROVIDER/MODEL", help="whom to ask, e.g. openai/gpt-4o, or a provider alone")
    add("-s", "--system", metavar="TEXT", help="instructions for the model")
    add("-i", "--interactive", action="store_true", help="a conversation; an empty line or Ctrl-D ends it")
    add("--image", action="append", default=[], metavar="PATH_OR_URL", help="show the model an image; repeatable")
    add("--temperature", type=float, metavar="X", help="0 is the most likely answer, more is more varied")
    add("--max-tokens", type=int, metavar="N", help="longest answer, in tokens")
    add(
        "--reasoning",
        type=_reasoning,
        metavar="LEVEL",
        help=f"on, off, {', '.join(_EFFORTS)}, or a number of tokens; a terminal shows the thoughts, dimmed",
    )
    add("--json", action="store_true", help="ask for JSON and print nothing else; anything else is an error")
    add("--raw", action="store_true", help="print the whole response as JSON (does not stream)")
    add("--stats", action="store_true", help="tokens, times and cost, on standard error")
    add("--no-stream", action="store_true", help="wait for the whole answer")


def _add_batch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "batch",
        help="answer a file of prompts; look at, resume or stop such a run",
        description=BATCH,
        epilog=EXIT_CODES.replace("  130 ", "  3    the budget is spent; a larger one goes on\n  130 ", 1),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("action", metavar="FILE|ACTION", help="the input, or status, resume, retry-failed, cancel")
    add("target", nargs="?", metavar="STATE", help="the state file that an action is for")
    add("-o", "--output", metavar="FILE", help="where the answers go, one JSON line each, in input order")
    add("-m", "--model", metavar="PROVIDER/MODEL", help="who answers; a provider alone leaves it to the items")
    add("--state", metavar="FILE", help="what makes the run resumable (default: the output with .db behind it)")
    add("--prompt-template", metavar="TEXT", help='such as "Translate: {text}", or @file; filled from each row')
    add("-s", "--system", metavar="TEXT", help="instructions before every item that has none")
    add("--kind", choices=("chat", "embeddings"), default="chat", help="what the items ask for (default: chat)")
    add("--temperature", type=float, metavar="X", help="for items that do not say")
    add("--max-tokens", type=int, metavar="N", help="longest answer, for items that do not say")
    add("--concurrency", default="auto", metavar="N", help="most calls in flight, or auto (default)")
    add("--backend", choices=("calls", "provider"), help="single calls (default), or the provider's own batch jobs")
    add("--poll", type=float, metavar="SECONDS", help="between two looks at a job (default: 5, growing to 60)")
    add("--budget-usd", metavar="DOLLARS", help="stop before the run costs more than this")
    add("--token-budget", type=int, metavar="N", help="stop before the run uses more tokens than this")
    add("--dedupe", action="store_true", help="ask equal items once")
    add("--warm-cache", action="store_true", help="of prompts that begin alike let the first go alone (prompt caches)")
    add("--plan", action="store_true", help="count tokens, estimate the cost, show three requests; send nothing")
    add("--report", metavar="FILE", help="write a page about the run: figures, charts, what failed (HTML)")
    add("--json", action="store_true", help="for status: print JSON")
    add("--base-url", metavar="URL", help="address of the API, version path included")


def _add_others(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    models = commands.add_parser(
        "models",
        help="list the models of a provider",
        description="List the models of a provider, with context and US dollars per million tokens where known.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        parents=[_connection()],
    )
    models.add_argument("provider", nargs="?", metavar="PROVIDER", help="default: as for chat")
    models.add_argument("--json", action="store_true", help="print JSON")

    providers = commands.add_parser(
        "providers",
        help="list the known providers and whose key is set",
        description="List every known provider: status, API, the variable that holds its key, default model.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    providers.add_argument("--json", action="store_true", help="print JSON")

    demo = commands.add_parser(
        "demo",
        help="a short tour; needs no key and no network",
        description="A short tour: one-liner, stream, cancel, batch, retry. It uses the embedded provider, a real\n"
        "server on this machine, unless you name a model of your own.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        parents=[_connection()],
    )
    demo.add_argument("-m", "--model", metavar="PROVIDER/MODEL", help="take the tour with this model")
    demo.add_argument("--fast", action="store_true", help="let the embedded provider answer almost at once")

    embedded = commands.add_parser(
        "embedded",
        help="run the embedded provider, for you and other programs",
        description="Run the embedded provider until Ctrl-C (which ends it with exit code 0).",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    embedded.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    embedded.add_argument("--port", type=int, default=0, help="port; 0 takes a free one (default: 0)")
    embedded.add_argument("--instant", action="store_true", help="answer without the pauses of a real model")
    embedded.add_argument("--api-key", metavar="KEY", help="the only key that is let in")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ailib",
        description="Every AI provider from the command line.",
        epilog=f'start with:\n  ailib demo\n  ailib chat -m embedded "Say hello"\n\n{EXIT_CODES}',
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ailib {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND [OPTIONS]", title="commands")
    _add_chat(commands)
    _add_batch(commands)
    _add_others(commands)
    return parser


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    given, rest = parser.parse_known_args(arguments)
    if rest:
        # argparse takes the words before an option for the whole prompt; those behind it belong to it too.
        if given.command != "chat" or not given.prompt or any(word.startswith("-") and word != "-" for word in rest):
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        given.prompt += rest
    if given.command is None:
        parser.print_help(sys.stderr)
        raise SystemExit(2)
    return given


def _run(given: argparse.Namespace, terminal: Terminal) -> int:
    if given.command == "chat":
        from .chat import run
    elif given.command == "batch":
        from .batch import run
    elif given.command == "models":
        from .models import run
    elif given.command == "providers":
        from .providers import run
    elif given.command == "demo":
        from .demo import run
    else:
        from .embedded import run
    return run(given, terminal)


def _exit_code(error: Exception) -> int:
    from ..errors import Cancelled, ConfigurationError, InvalidRequestError, UnsupportedFeatureError

    if isinstance(error, Cancelled):
        return 130
    return 2 if isinstance(error, (ConfigurationError, InvalidRequestError, UnsupportedFeatureError)) else 1


def _described(error: Exception) -> str:
    from ..errors import AilibError

    if isinstance(error, AilibError):
        return str(error)
    if isinstance(error, OSError):
        name = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or error}{name}"
    return f"unexpected {type(error).__name__}: {error} (AILIB_DEBUG=1 shows where)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The words behind `ailib`; None takes those of the process.

    Returns:
        The exit code; the module describes them.

    Raises:
        SystemExit: After `--help`, `--version` and a wrong command line, as argparse does.
    """
    given = _parse(arguments)
    import warnings

    from .terminal import Terminal, forget_output

    terminal = Terminal()

    def show_warning(message: Warning | str, *_: object, **__: object) -> None:
        terminal.note(f"warning: {message}")

    with warnings.catch_warnings():
        warnings.showwarning = show_warning
        try:
            code = _run(given, terminal)
            terminal.flush()
            return code
        except BrokenPipeError:
            forget_output()
            return 141
        except KeyboardInterrupt:
            terminal.end_line()
            return 130
        except Exception as error:  # noqa: BLE001 - a command shows one line, whatever went wrong
            terminal.end_line()
            if os.environ.get("AILIB_DEBUG", "") not in ("", "0"):
                import traceback

                traceback.print_exc()
            terminal.note(f"error: {_described(error)}")
            if isinstance(error, OSError):
                forget_output()
            return _exit_code(error)
