"""`dunnix check --registry`: a version that was published never stands for another text."""

import json
from pathlib import Path

import pytest

from dunnix.cli import main
from dunnix.scenario import load_scenario

TEXT = """
id = "own"
version = "1"
currency = "EUR"
if_behind = "one-at-a-time"
[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
[[step]]
id = "decide"
after = "previous + 10d"
do = "task"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "own.toml"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return tmp_path / "versions.json"


def check(own: Path, registry: Path, *more: str) -> int:
    return main(["check", str(own), "--registry", str(registry), *more])


def test_it_registers_what_is_fine_and_refuses_another_text(
    own: Path, registry: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(own, registry, "--register") == 0
    first = registry.read_text(encoding="utf-8")
    assert json.loads(first) == {"own@1": load_scenario(own).hash}
    assert check(own, registry) == 0

    own.write_text(TEXT.replace("1d", "2d"), encoding="utf-8")
    capsys.readouterr()

    assert check(own, registry, "--register") == 1
    assert f"{own}:3:11: version `1` of `own` was published with another text" in (
        capsys.readouterr().out
    )
    assert registry.read_text(encoding="utf-8") == first

    own.write_text(TEXT.replace("1d", "2d").replace('"1"', '"2"'), encoding="utf-8")
    assert check(own, registry, "--register") == 0
    assert list(json.loads(registry.read_text(encoding="utf-8"))) == ["own@1", "own@2"]


def test_what_an_error_refuses_is_not_registered(own: Path, registry: Path) -> None:
    own.write_text(TEXT.replace("phone", "pigeon"), encoding="utf-8")

    assert check(own, registry, "--register") == 1
    assert json.loads(registry.read_text(encoding="utf-8")) == {}


def test_checking_alone_writes_nothing(own: Path, registry: Path) -> None:
    registry.write_text("{}", encoding="utf-8")

    assert check(own, registry) == 0
    assert registry.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("[1]", "is no registry of scenarios: it is no table"),
        ('{"own": "x"}', "is no registry of scenarios: `own` is no version with its hash"),
        ("{", "is no registry of scenarios: line 1: the text ends in the middle of a value"),
        ("", "is no registry of scenarios: the file is empty\n  hint: give a file that `dunnix"),
        ("\n ", "is no registry of scenarios: the file is empty\n  hint: give a file that `dunnix"),
        ("null", "is no registry of scenarios: it is no table"),
        ('"own@1"', "is no registry of scenarios: it is no table"),
        ('{"own@1": 5}', "is no registry of scenarios: `own@1` is no version with its hash"),
        ('{"own@1": {}}', "is no registry of scenarios: `own@1` is no version with its hash"),
        ('{"a\\u001b@1": 5}', "is no registry of scenarios: `a @1` is no version with its hash"),
        (
            '{\n "own@1": "x",\n}',
            "is no registry of scenarios: line 3, column 1: the text is no JSON from here on\n",
        ),
        (
            f'{{"own@1": "{"a" * 64}", "other@1": "{"b" * 64}", "own@1": "{"c" * 64}"}}',
            "is no registry of scenarios: `own@1` stands twice\n  hint: keep the one with the hash",
        ),
        (
            "[" * 100_000,
            "is no registry of scenarios: lists and objects lie in each other too deep",
        ),
    ],
)
@pytest.mark.parametrize("more", [(), ("--register",)])
def test_what_is_no_registry_is_told(
    held: str,
    told: str,
    more: tuple[str, ...],
    own: Path,
    registry: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    registry.write_text(held, encoding="utf-8")

    assert check(own, registry, *more) == 2
    assert f"dunnix: `{registry}` {told}" in capsys.readouterr().err
    assert registry.read_text(encoding="utf-8") == held


def test_a_registry_that_is_not_there_is_told(
    own: Path, registry: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(own, registry) == 2
    assert f"there is no file `{registry}`" in capsys.readouterr().err


def test_a_registry_as_editors_save_it_is_read(own: Path, registry: Path) -> None:
    text = json.dumps({"own@1": load_scenario(own).hash})
    registry.write_text(text, encoding="utf-8-sig")

    assert check(own, registry) == 0


@pytest.mark.parametrize("more", [(), ("--register",)])
@pytest.mark.parametrize(
    ("name", "told"),
    [("a" * 300, "can't be read: file name too long"), ("a\0b", "can't be read: ")],
)
def test_a_registry_no_file_can_be_called_is_told(
    name: str, told: str, more: tuple[str, ...], own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(own, own.with_name(name), *more) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (b"\xff\xfe{\x00}\x00", "the file is UTF-16, UTF-8 is wanted"),
        (b'{\n"\xe9@1": 5}', "line 2: byte 4 isn't UTF-8"),
        (b"PK\x03\x04", "the file is a spreadsheet, no text"),
    ],
)
def test_a_registry_that_is_no_text_is_told(
    held: bytes, told: str, own: Path, registry: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.write_bytes(held)

    assert check(own, registry) == 2
    assert f"dunnix: `{registry}` is no registry of scenarios: {told}" in capsys.readouterr().err


def test_a_folder_is_no_registry(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(own, tmp_path) == 2
    assert "can't be read: is a directory" in capsys.readouterr().err


def test_registering_needs_a_file(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(own), "--register"]) == 2
    assert "`--register` needs `--registry`" in capsys.readouterr().err
