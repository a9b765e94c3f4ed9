"""What a caller of the newsroom can do wrong, each with a sentence that says what to do instead."""


class NewsroomError(Exception):
    """Whatever the newsroom refuses."""


class PortTakenError(NewsroomError):
    """The port asked for is in use on one of the newsroom's addresses."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} is taken on {host}: stop what listens there, or ask for another port (0: any)")
        self.host = host
        self.port = port


class AddressMissingError(NewsroomError):
    """The machine does not answer on all of 127.0.0.0/8, as Linux does."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is no address of this machine: make it an alias of the loopback interface")
        self.host = host


class UnknownEditionError(NewsroomError, ValueError):
    """The day has a morning and an evening edition, and no other."""

    def __init__(self, edition: str) -> None:
        super().__init__(f"no edition is called {edition!r}: use 'morning' or 'evening'")


class UnknownFaultError(NewsroomError, ValueError):
    """A fault that nobody has taught the newsroom."""

    def __init__(self, fault: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no fault is called {fault!r}: use one of {', '.join(known)}")
