"""A command that can't be: what is wrong with it, and how to mend it."""


class UsageError(Exception):
    """Wrong arguments; the exit code is 2."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        start = "" if message.startswith("usage:") else "dunnix: "
        lines = [f"{start}{message}", *([f"  hint: {hint}"] if hint else [])]
        super().__init__("\n".join(lines))
