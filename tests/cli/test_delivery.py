"""Results go out whole or not at all, into streams and files as they really are."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO, TextIOWrapper
from pathlib import Path

import pytest

from contracts.cli import main
from contracts.cli.delivery import print_whole, say, speak_utf8, write_whole

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="the machine has no full disk at hand")


@pytest.fixture
def deaf() -> Iterator[TextIOWrapper]:
    """A pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", encoding="ascii")
    yield stream
    with suppress(BrokenPipeError):
        stream.close()


@pytest.fixture
def full() -> Iterator[TextIOWrapper]:
    """A disk without room."""
    stream = FULL.open("w", encoding="ascii")
    yield stream
    stream.close()


def test_a_reader_that_has_gone_is_no_failure(deaf: TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", deaf)
    print_whole("合同\n" * 100_000)
    deaf.write("and closing it is none either")
    deaf.close()


@needs_full
def test_a_full_disk_is_one_and_closing_is_not(full: TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    with pytest.raises(OSError, match="No space left"):
        print_whole("合同\n")


def test_a_stream_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    speak_utf8()
    say("nobody hears it")
    with pytest.raises(OSError, match="Bad file descriptor"):
        print_whole("合同\n")
    with pytest.raises(SystemExit) as ended:
        main(["schedule"])
    assert ended.value.code == 2


def test_streams_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = StringIO()
    monkeypatch.setattr(sys, "stderr", mine)
    speak_utf8()
    say("合同")
    assert mine.getvalue() == "合同\n"


def test_words_into_a_pipe_that_closed_are_lost(deaf: TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", deaf)
    with pytest.raises(SystemExit) as ended:
        main(["schedule"])
    assert ended.value.code == 2


def test_a_help_page_into_a_pipe_that_closed_is_done(deaf: TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", deaf)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0


@needs_full
def test_a_help_page_onto_a_full_disk_is_a_failure(
    full: TextIOWrapper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", full)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 4
    assert capsys.readouterr().err == "No space left on device\n"


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_whole("合同\n", str(tmp_path / "new"))
    assert (tmp_path / "new").read_bytes() == "合同\n".encode()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_file_that_is_replaced_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to("target")
    write_whole("after", str(link))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "after"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    """A folder appears where the file was to stand, after it was looked at."""
    target = tmp_path / "target"

    class Late(str):
        __slots__ = ()

        def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
            target.mkdir()
            return super().encode(encoding, errors)

    with pytest.raises(OSError, match="target"):
        write_whole(Late("x"), str(target))
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


@needs_full
def test_what_is_no_file_is_written_to_and_not_replaced() -> None:
    write_whole("x", os.devnull)
    assert Path(os.devnull).is_char_device()
    with pytest.raises(OSError, match="No space left"):
        write_whole("x", str(FULL))
    assert FULL.is_char_device()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to become somebody else")
def test_a_file_that_may_not_be_written_stays(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    os.seteuid(65534)
    try:
        with pytest.raises(PermissionError):
            write_whole("after", str(target))
    finally:
        os.seteuid(0)
    assert target.read_text(encoding="utf-8") == "before"
