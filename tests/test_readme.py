"""The README is run: its commands, its Python, and what it shows of their output.

How fences are read is written in tests/README.md. `make test` is not run from within
`make test`, and no environment is made again: such lines are held against the Makefile.
"""

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

#: Lines that make the environment or run the checks: make has to say the same, and they are not run here.
OF_MAKE = re.compile(
    r"make\b|python3 -m venv\b|\S*pip install\b|\S*python -m (pytest|mypy|ruff|benchmarks)\b|\S*lint-imports\b"
)
#: Lines that bring a machine or a copy of the project about: not run, and make knows nothing of them.
BEFORE_MAKE = re.compile(r"(sudo )?apt-get\b|git clone\b|cd\b")

ELIDED = ("...", "…")
END = "--- end of command"


@frozen
class Fence:
    """A fenced block: its language, the number of its first line, its lines."""

    language: str
    at: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The block as one string."""
        return "".join(f"{line}\n" for line in self.lines)


@frozen
class Command:
    """A command of a console block, and the output that the block shows below it."""

    text: str
    shown: tuple[str, ...]


def fences(markdown: str) -> Iterator[Fence]:
    """The fenced blocks of a text, in order."""
    lines = enumerate(markdown.splitlines(), start=1)
    for at, line in lines:
        if opening := re.fullmatch(r"( *)(`{3,})(\w*).*", line):
            indent, ticks, language = opening.groups()
            block = []
            for _, inner in lines:
                if inner.strip() == ticks:
                    break
                block.append(inner.removeprefix(indent))
            else:
                raise ValueError(f"line {at}: a fence that is never closed")
            yield Fence(language, at, tuple(block))


def commands(fence: Fence) -> list[Command]:
    """The commands of a `console` block (after `$ `, going on after `> `), or the lines of an `sh` block."""
    if fence.language == "sh":
        joined = fence.text.replace("\\\n", "")
        return [Command(line, ()) for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    found: list[tuple[list[str], list[str]]] = []
    for line in fence.lines:
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif found and line.startswith("> ") and not found[-1][1]:
            found[-1][0].append(line[2:])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"line {fence.at}: output before the first command")
    return [Command("\n".join(text), tuple(shown)) for text, shown in found]


def agrees(shown: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether the output is as shown; a line `...` stands for any number of lines."""
    if not shown:
        return not printed
    if shown[0].strip() in ELIDED:
        return any(agrees(shown[1:], printed[skipped:]) for skipped in range(len(printed) + 1))
    return bool(printed) and shown[0].rstrip() == printed[0].rstrip() and agrees(shown[1:], printed[1:])


def trimmed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without empty ones at the end."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def of_make() -> set[str]:
    """All lines that make would run, on a fresh machine, as it would run them."""
    targets = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    environment = {key: value for key, value in os.environ.items() if key not in ("VENV", "MAKEFLAGS", "MAKELEVEL")}
    dry = subprocess.run(
        ["make", "--dry-run", "--always-make", *targets[0].split()],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return {f"make {target}" for target in targets[0].split()} | set(dry.stdout.splitlines())


def run_commands(fence: Fence, folder: Path) -> list[str]:
    """Run a block as one shell session; what is not as the block says, in words."""
    wrong, script, ran = [], [f"PATH={Path(sys.executable).parent}:$PATH"], []
    for command in commands(fence):
        if BEFORE_MAKE.match(command.text):
            continue
        if OF_MAKE.match(command.text):
            if command.text not in of_make():
                wrong.append(f"make does not say: {command.text}")
            if trimmed(command.shown):
                wrong.append(f"output shown for what is not run here: {command.text}")
            continue
        ran.append(command)
        script.append(f'{command.text}\n_code=$?; echo "{END} $_code"; (exit $_code)')
    environment = {**os.environ, "COLUMNS": "120", "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    parts = re.split(rf"{END} (\d+)\n", done.stdout)
    outputs, codes = parts[0::2], [int(code) for code in parts[1::2]]
    if len(codes) != len(ran):
        return [*wrong, f"the session ended early:\n{done.stdout}"]
    for number, (command, output, code) in enumerate(zip(ran, outputs, codes, strict=False)):
        after = ran[number + 1].text if number + 1 < len(ran) else ""
        if code != 0 and after != "echo $?":
            wrong.append(f"exit code {code}, and no `echo $?` shows it: {command.text}\n{output}")
        shown = trimmed(command.shown)
        if (shown or fence.language == "console") and not agrees(shown, trimmed(tuple(output.splitlines()))):
            wrong.append(f"not the output shown: {command.text}\n{output}")
    return wrong


def run_python(fence: Fence, shown: Fence | None, names: dict[str, object]) -> list[str]:
    """Run a block of Python; what is not as the blocks say, in words."""
    printed = io.StringIO()
    if any(line.startswith(">>> ") for line in fence.lines):
        test = doctest.DocTestParser().get_doctest(fence.text, names, "README", str(README), fence.at)
        runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
        runner.run(test, out=printed.write, clear_globs=False)
        names.update(test.globs)
        return [printed.getvalue()] if runner.failures else []
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile("\n" * fence.at + fence.text, str(README), "exec"), names)
    except Exception as error:  # noqa: BLE001  whatever it is, the README is wrong
        return [f"{type(error).__name__}: {error}"]
    output = trimmed(tuple(printed.getvalue().splitlines()))
    if shown is not None and not agrees(trimmed(shown.lines), output):
        return ["not the output shown:\n" + "\n".join(output)]
    return ["it prints, and no `text` block shows what:\n" + "\n".join(output)] if output and shown is None else []


def faults(markdown: str, folder: Path) -> list[str]:
    """Run all blocks of a text in a folder; everything that is not as it says."""
    names: dict[str, object] = {"__name__": "readme"}
    blocks = list(fences(markdown))
    found: list[str] = []
    with contextlib.chdir(folder):
        for fence, after in zip(blocks, [*blocks[1:], Fence("", 0, ())], strict=False):
            match fence.language:
                case "console" | "sh":
                    wrong = run_commands(fence, folder)
                case "python" | "pycon":
                    wrong = run_python(fence, after if after.language == "text" else None, names)
                case _:
                    wrong = []
            found.extend(f"line {fence.at}: {fault}" for fault in wrong)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that looks like the project from where the README's commands are given."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    return tmp_path


def test_the_readme_does_what_it_shows(project: Path) -> None:
    assert faults(README.read_text(encoding="utf-8"), project) == []


def test_the_readme_has_commands_and_python() -> None:
    languages = {fence.language for fence in fences(README.read_text(encoding="utf-8"))}
    assert {"console", "python"} <= languages


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_readme_names_both_commands_that_do_everything(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", README.read_text(encoding="utf-8"))
    assert f"make {target}" in of_make()


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ echo one\none\n$ false\n$ echo $?\n1\n```",
        "```console\n$ seq 9\n1\n...\n9\n```",
        "```console\n$ cat <<END\n> one\n> END\none\n```",
        "```console\n$ make demo\n```\n```sh\n# a comment\ncd contracts\n.venv/bin/pip install -e '.[dev]'\n```",
        "```sh\n.venv/bin/python -c 'print(1)'\n```",
        "```python\nx = 1\n```\n\n```python\nprint(x)\n```\n\n```text\n1\n```",
        "```pycon\n>>> x = 2\n>>> x\n2\n```\n\n```python\nassert x == 2\n```",
        "- in a list\n\n  ```python\n  if True:\n      y = 1\n  ```",
        "```toml\nnot = read\n```",
    ],
)
def test_a_true_block_passes(tmp_path: Path, text: str) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    assert faults(text, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("```console\n$ echo one\ntwo\n```", "not the output shown"),
        ("```console\n$ echo one\n```", "not the output shown"),
        ("```console\n$ true\none\n```", "not the output shown"),
        ("```console\n$ seq 9\n1\n...\n8\n```", "not the output shown"),
        ("```console\n$ false\n```", "exit code 1"),
        ("```console\n$ exit 0\n$ echo one\none\n```", "ended early"),
        ("```sh\nno-such-command-here\n```", "exit code 127"),
        ("```sh\nmake no-such-target\n```", "make does not say"),
        ("```sh\n.venv/bin/pip install contracts\n```", "make does not say"),
        ("```console\n$ make demo\n42\n```", "not run here"),
        ("```python\nno_such_name\n```", "NameError"),
        ("```python\nprint(1)\n```\n\n```text\n2\n```", "not the output shown"),
        ("```python\nprint(1)\n```", "no `text` block"),
        ("```pycon\n>>> 1 + 1\n3\n```", "Expected:"),
    ],
)
def test_a_wrong_block_is_found(tmp_path: Path, text: str, fault: str) -> None:
    (found,) = faults(text, tmp_path)
    assert fault in found


@pytest.mark.parametrize("text", ["```python\nx = 1\n", "```console\none\n```"])
def test_a_block_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="line 1: "):
        faults(text, tmp_path)
