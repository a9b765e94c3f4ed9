"""``mercato``: everything but crawling, thin over `storage` and `parsing`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

__all__ = ["cli", "main"]

EXIT_UNEXPECTED, EXIT_USAGE, EXIT_STORAGE, EXIT_SIGNAL = 1, 2, 4, 5

_COMMANDS = {
    "articles": "query",
    "stories": "query",
    "facts": "query",
    "moves": "query",
    "move": "query",
    "stats": "query",
    "runs": "query",
    "extract": "read",
    "evaluate": "evaluate",
    "db": "db",
}


class _Lazy(click.Group):
    """A group that loads a command when it is called, so that asking for one does not load all."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which one meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command, or return None when there is no such one."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"storage.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="mercato", prog_name="mercato")
def cli() -> None:
    """Ask the store who goes where, how far it is, for how much, and who said so first.

    The database is the one that MERCATO_DATABASE_URL names, by default mercato.db in this folder. Crawling is
    Scrapy's: scrapy crawl footmercato, or scrapy crawl news for all outlets.

    Exit codes: 0 done, 1 unexpected error, 2 usage or configuration, 4 storage, 5 stopped by a signal.
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit; an error is one line on standard error."""
    os.umask(0o077)  # what is stored is nobody else's to read
    sys.exit(_run(args))


def _run(args: list[str] | None) -> int:
    from parsing.records import ParsingError
    from storage.errors import StorageError
    from storage.filters import FilterError

    try:
        result: Any = cli.main(args=args, prog_name="mercato", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail("stopped", EXIT_SIGNAL)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        return EXIT_USAGE
    except click.ClickException as error:
        return _fail(error.format_message(), EXIT_USAGE)
    except (FilterError, ParsingError) as error:
        return _fail(str(error), EXIT_USAGE)
    except StorageError as error:
        return _fail(str(error), EXIT_STORAGE)
    except BrokenPipeError:
        # whoever read the output has enough; leave nothing behind that the interpreter could still flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("MERCATO_DEBUG"):
            raise
        return _fail(f"unexpected {type(error).__name__}: {error}; set MERCATO_DEBUG=1 to see where", EXIT_UNEXPECTED)
    return result if isinstance(result, int) else 0


def _fail(message: str, code: int) -> int:
    print(f"mercato: {' '.join(message.split())}", file=sys.stderr)
    return code
