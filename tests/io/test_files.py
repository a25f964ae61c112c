"""Registers in files, one or several, and what is told of files that are none."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from contracts.calendars import Calendar, calendar_named
from contracts.errors import RegisterError, TermsError
from contracts.io import dump, dumps, load, loads
from contracts.io.files import loaded
from contracts.register import Register
from contracts.terms.billing import Once
from contracts.terms.contract import Contract
from contracts.terms.line import Line
from contracts.terms.price import Total
from tests.io.problems import LINE, told
from tests.io.test_toml import MEANT, SAMPLE

ROOT = Path(__file__).parents[2]
#: The folders that have the files of one register.
EXAMPLES = sorted(path.parent for path in ROOT.glob("examples/*/register.toml"))


def write(folder: Path, **texts: str) -> list[Path]:
    """Files in TOML by name."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.toml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def refused(*paths: "str | os.PathLike[str]") -> RegisterError:
    with pytest.raises(RegisterError) as caught:
        load(*paths)
    assert str(caught.value)
    return caught.value


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_examples_load_and_read_back(folder: Path) -> None:
    register = load(*sorted(folder.glob("*.toml")))

    for unit in (None, "万元"):
        for name in ("toml", "json"):
            assert loads(dumps(register, name, unit), name) == register


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize(
    ("text", "format", "row"),
    [
        ('[[contracts]]\nid = "A"\nnote = "x"\n', "toml", 3),
        ('{"contracts": [{"id": "A", "note": "x"}]}', "json", 1),
    ],
)
def test_a_text_is_told_of_as_a_file_is(text: str, format: str, row: int) -> None:
    """Unless it has a name of its own; `row` is the word for tables in memory."""
    for name in ("<text>", "answer of the finance office"):
        with pytest.raises(RegisterError) as caught:
            loads(text, format) if name == "<text>" else loads(text, format, name)
        (found,) = (problem for problem in caught.value.problems if problem.code == "KEY_UNKNOWN")
        assert (found.file, found.line_number) == (name, row)
        assert str(found).startswith(f"{name}:{row}: contract A: ")


def test_a_register_is_loaded_with_the_unit_that_all_of_its_files_have(tmp_path: Path) -> None:
    in_yuan, in_wan = write(tmp_path, a="", b='[register]\nunit = "万元"\n')
    (tmp_path / "c.json").write_text('{"register": {"unit": "万元"}}', encoding="utf-8")

    assert loaded(in_yuan).unit is None
    assert loaded(in_wan, tmp_path / "c.json").unit == "万元"
    assert loaded(in_yuan, in_wan).unit is None
    assert loaded(in_wan).register == load(in_wan)


def test_the_suffix_says_the_format(tmp_path: Path) -> None:
    for name in ("a.toml", "b.json", "c.TOML"):
        dump(MEANT, tmp_path / name)
        assert load(tmp_path / name) == MEANT
        assert load(str(tmp_path / name)) == MEANT
    assert (tmp_path / "b.json").read_text(encoding="utf-8").startswith("{")


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode())

    assert load(path) == MEANT
    assert loads("\ufeff" + SAMPLE) == MEANT


@pytest.mark.parametrize(
    ("data", "row", "offset"),
    [
        (SAMPLE.encode("gb18030"), 2, 21),
        (SAMPLE.encode("utf-16"), 1, 0),
        ("a = 1 ".encode("utf-16-le"), 1, 1),
        (b"# a\n\0", 2, 4),
        (b"\xef\xbb\xbf# a\n\xff", 2, 7),
    ],
)
def test_what_is_not_utf_8_is_refused_with_its_offset(tmp_path: Path, data: bytes, row: int, offset: int) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    (found,) = refused(path).problems

    assert (found.code, found.line_number, found.data["offset"]) == ("ENCODING_INVALID", row, offset)
    assert found.file == str(path)


def test_a_text_with_half_a_character_is_refused() -> None:
    with pytest.raises(RegisterError) as caught:
        loads('[register]\nname = "\ud800"')

    assert told(list(caught.value.problems)) == [("ENCODING_INVALID", None, 2)]


@pytest.mark.parametrize("name", ["a", "a.txt", "a.xlsx", ".toml", "toml", "a.toml.gz", "", "."])
def test_another_suffix_is_refused(tmp_path: Path, name: str) -> None:
    (found,) = refused(f"{tmp_path}/{name}").problems

    assert (found.code, found.field, found.line_number) == ("FILE_TYPE", "file", None)
    with pytest.raises(TermsError) as caught:
        dump(MEANT, f"{tmp_path}/{name}")
    assert caught.value.code == "FILE_TYPE"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (found,) = refused(tmp_path / "no.toml").problems
    assert (found.code, found.value, found.file) == ("FILE_MISSING", str(tmp_path / "no.toml")[-80:], str(found.file))

    assert [found.code for found in refused("a\0.toml").problems] == ["FILE_MISSING"]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")

    for name in ("folder.toml", "loop.toml"):
        (found,) = refused(tmp_path / name).problems
        assert found.code == "FILE_UNREADABLE"
        assert found.data["reason"]


def test_a_format_that_is_none_is_refused() -> None:
    for attempt in (lambda: loads("", "yaml"), lambda: dumps(MEANT, "yaml")):
        with pytest.raises(TermsError) as caught:
            attempt()
        assert (caught.value.code, caught.value.field) == ("CHOICE_UNKNOWN", "format")


# Several files


def two(folder: Path, one: str = "", other: str = "") -> list[Path]:
    """Two files with a contract each, and something before it."""
    return write(folder, one=one + LINE, other=other + LINE.replace('"A"', '"B"'))


def test_several_files_are_one_register_in_any_order(tmp_path: Path) -> None:
    one, other = two(
        tmp_path,
        '[register]\nunit = "万元"\nname = "x"\npayer = "市本级"\n',
        '[register]\nname = "x"\n[[reported]]\nyear = 2017\n',
    )
    register = load(one, other)

    assert register == load(other, one)
    assert register == Register.merged([load(one), load(other)])
    assert [str(contract.lines[0].price.amount) for contract in register] == ["1000000.00 CNY", "100.00 CNY"]
    assert (register.name, register.payer) == ("x", "市本级")


def test_a_calendar_of_one_file_serves_the_others(tmp_path: Path) -> None:
    calendars = '[[calendars]]\nid = "office"\nholidays = [2017-10-02]\n'
    line = LINE + 'calendar = "office"\n'
    one, other = write(tmp_path, one=line, other=calendars)
    register = load(one, other)

    assert register["A"].lines[0].calendar == Calendar("office", holidays={date(2017, 10, 2)})
    assert [found.code for found in refused(one).problems] == ["CALENDAR_UNKNOWN"]
    (same,) = write(tmp_path, same=calendars + line.replace('"A"', '"B"'))
    assert load(one, other, same).calendars == register.calendars
    (differs,) = write(tmp_path, differs='[[calendars]]\nid = "office"\n')
    assert told(list(refused(one, other, differs).problems)) == [("CALENDAR_DIFFERS", "calendars.id", 2)]


@pytest.mark.parametrize(
    ("one", "other", "field", "row", "says"),
    [
        ('[register]\ncurrency = "CNY"\n', '[register]\ncurrency = "USD"\n', "register.currency", 2, "CNY"),
        ('[register]\ncurrency = "USD"\n', "", "register.currency", 1, "USD"),
        ("", "[register]\nfiscal_year_start = 7\n", "register.fiscal_year_start", 2, "1"),
        ('[register]\npayer = "A"\n', '[register]\nname = "x"\npayer = "B"\n', "register.payer", 3, "A"),
    ],
)
def test_files_that_do_not_agree_are_refused(
    tmp_path: Path, one: str, other: str, field: str, row: int, says: str
) -> None:
    paths = two(tmp_path, one, other)
    (found,) = refused(*paths).problems

    assert (found.code, found.field, found.line_number) == ("FILES_DIFFER", field, row)
    assert found.file == str(paths[1])
    assert says in found.message()
    assert found.data["where"] == str(paths[0])


def test_a_contract_in_two_files_is_told_in_both(tmp_path: Path) -> None:
    one, other = write(tmp_path, one=LINE, other=f"# again\n{LINE}")
    found = refused(one, other).problems

    assert [(problem.code, problem.file, problem.contract, problem.line_number) for problem in found] == [
        ("DUPLICATE_ID", str(one), "A", 2),
        ("DUPLICATE_ID", str(other), "A", 3),
    ]


def test_a_file_that_is_given_twice_is_told_once(tmp_path: Path) -> None:
    (one,) = write(tmp_path, one=LINE)
    (found,) = refused(one, f"{tmp_path}/./one.toml").problems

    assert (found.code, found.contract, found.line_number) == ("DUPLICATE_KEY", None, None)
    assert str(found).endswith(": file: one.toml is given twice: keep one of them")


def test_a_year_reported_in_two_files_is_told_in_both(tmp_path: Path) -> None:
    paths = two(tmp_path, "[[reported]]\nyear = 2017\n", "[[reported]]\nyear = 2017\n")

    assert told(list(refused(*paths).problems)) == [("DUPLICATE_ID", "reported.year", 2)] * 2


def test_problems_of_all_files_are_told_in_order_of_files_and_lines(tmp_path: Path) -> None:
    two(tmp_path, 'x = 1\n[register]\ncurrency = "X"\n', "y = 1\n")
    write(tmp_path, broken="a = ", good=LINE.replace('"A"', '"C"'))
    names = [f"{tmp_path}/{name}.toml" for name in ("other", "no", "broken", "good", "one")]
    found = refused(*names).problems

    assert [(Path(problem.file or "").stem, problem.code, problem.line_number) for problem in found] == [
        ("other", "KEY_UNKNOWN", 1),
        ("no", "FILE_MISSING", None),
        ("broken", "TOML_SYNTAX", 1),
        ("one", "KEY_UNKNOWN", 1),
        ("one", "CURRENCY_UNKNOWN", 3),
        ("one", "FILES_DIFFER", 3),
    ]


def test_names_that_are_too_long_together_are_refused(tmp_path: Path) -> None:
    heads = [f'[register]\nname = "{letter * 20_000}"\n' for letter in "ab"]

    assert told(list(refused(*two(tmp_path, *heads)).problems)) == [("TEXT_LONG", "register.name", 2)]


# Writing


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    dump(MEANT, path, unit="万元")

    assert load(path) == MEANT
    assert 'unit = "万元"' in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.toml", tmp_path / "link.toml"
    target.write_text("", encoding="utf-8")
    link.symlink_to(target)
    dump(MEANT, link)

    assert link.is_symlink()
    assert load(target) == MEANT


def test_a_file_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()

    with pytest.raises(OSError, match="no"):
        dump(MEANT, tmp_path / "no" / "a.toml")
    with pytest.raises(OSError, match="folder"):
        dump(MEANT, tmp_path / "folder.toml")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.toml"]


def contract(calendar: Calendar | None = None) -> Contract:
    line = Line(id="a", price=Total("1", "CNY"), billing=Once(date(2017, 1, 1)), calendar=calendar)
    return Contract(id="A", lines=[line])


def test_what_no_file_can_say_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("before", encoding="utf-8")
    cases = [
        (Register([contract(Calendar("CN"))]), "CALENDAR_RESERVED"),
        (Register([contract(Calendar("our office"))]), "ID_SYNTAX"),
    ]

    for register, code in cases:
        with pytest.raises(TermsError) as caught:
            dump(register, path)
        assert caught.value.code == code
    with pytest.raises(TermsError, match="unit"):
        dump(Register([]), path, unit="wan")
    assert path.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    "calendar",
    [
        calendar_named("DE"),
        calendar_named("weekends"),
        Calendar("x", weekend=frozenset()),
        Calendar("y", weekend={4, 5}, holidays={date(2020, 1, 1)}, first_year=2020, last_year=2020),
    ],
    ids=lambda calendar: calendar.id,
)
def test_every_calendar_reads_back(calendar: Calendar) -> None:
    register = Register([contract(calendar)])

    assert loads(dumps(register)) == register


def test_only_a_register_is_written(tmp_path: Path) -> None:
    (contract,) = MEANT
    with pytest.raises(TermsError, match="Register"):
        dumps(contract)  # type: ignore[arg-type]
    with pytest.raises(TermsError, match="Register"):
        dump(contract, tmp_path / "a.toml")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
