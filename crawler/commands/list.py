"""``scrapy list``: ``news``, then every outlet of the registry; a broken registry is one line."""

from __future__ import annotations

import argparse

from scrapy.commands.list import Command as ScrapyList

from crawler.commands.common import failed
from crawler.errors import CrawlerError

__all__ = ["Command"]


class Command(ScrapyList):
    """Scrapy's own command, with errors for people."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the names."""
        try:
            super().run(args, opts)
        except CrawlerError as error:
            self.exitcode = failed(str(error), 2)
