"""What a crawl has to say for itself when it is over."""

from __future__ import annotations

import sys

from crawler.run import Run

__all__ = ["print_summary"]


def print_summary(run: Run, *, quiet: bool, exit_code: int) -> None:
    """Print what came in, by outlet, and what went wrong.

    :param quiet: print nothing when all is well, and only the problems when not.
    """
    for line in _problems(run, exit_code):
        print(f"mercato: {line}", file=sys.stderr)
    if not quiet:
        _table(run)


def _problems(run: Run, exit_code: int) -> list[str]:
    report = run.report
    lines = list(report.problems)
    if report.storage_error:
        lines.append(f"{report.storage_error}; what was stored before is safe, the next run goes on from there")
    if report.stopped:
        lines.append("stopped by a signal; the next run goes on from there")
    if exit_code == 1:
        lines.append("something unexpected happened; run again with -L DEBUG to see where, what was stored is safe")
    return lines


def _table(run: Run) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    report = run.report
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("outlet")
    columns = ("found", "new", "changed", "same", "unchanged", "gone", "forbidden", "failed", "facts")
    for name in columns:
        table.add_column(name, justify="right")
    for outlet, part in report.outlets.items():
        counts = {**part.outcomes, "found": part.found, "facts": part.facts}
        table.add_row(outlet, *(str(counts.get(name, 0) or "·") for name in columns))
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(table)
    new, changed = report.total("new"), report.total("changed")
    if not (new or changed or report.total("failed")):
        console.print(f"Nothing new: no article was downloaded again. {run.seconds:.1f} s")
    else:
        console.print(f"{new} new articles, {changed} corrected, {report.bytes / 1e6:.1f} MB, {run.seconds:.1f} s")
