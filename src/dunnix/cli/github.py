"""Commands of a workflow, which GitHub shows as notes beside the lines of a file."""

from typing import Final

from dunnix.errors import Place

_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def workflow_command(level: str, message: str, *, title: str, place: Place | None = None) -> str:
    r"""Give the command for a note: an `error`, a `warning` or a `notice`.

    >>> workflow_command("error", "one\ntwo", title="a: b", place=Place(file="my.toml", line=3))
    '::error file=my.toml,line=3,title=a%3A b::one%0Atwo'
    """
    properties = {
        "file": place and place.file,
        "line": place and place.line,
        "col": place and place.column,
        "title": title,
    }
    given = (
        f"{name}={str(value).translate(_PROPERTY)}"
        for name, value in properties.items()
        if value is not None
    )
    return f"::{level} {','.join(given)}::{message.translate(_MESSAGE)}"
