"""The sample newsroom: four make-believe French outlets, served on loopback with all that real sites do."""

from tests.newsroom.articles import Article, Embed, Expected, Fact, Fee
from tests.newsroom.errors import (
    AddressMissingError,
    NewsroomError,
    PortTakenError,
    UnknownEditionError,
    UnknownFaultError,
)
from tests.newsroom.handler import Request
from tests.newsroom.server import Newsroom

__all__ = [
    "AddressMissingError",
    "Article",
    "Embed",
    "Expected",
    "Fact",
    "Fee",
    "Newsroom",
    "NewsroomError",
    "PortTakenError",
    "Request",
    "UnknownEditionError",
    "UnknownFaultError",
]
