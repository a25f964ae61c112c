"""The house of docs/design.md: floors, names, and what an import loads.

Each check is a function of a folder with `src/contracts` in it, so that its canary can
plant a fault in a copy and see it found.
"""

import ast
import graphlib
import importlib
import os
import pkgutil
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import grimp
import pytest

import contracts
from contracts import words
from contracts.errors import TermsError

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "contracts"

#: Where terms are written down: no float there, not even on the way to something else.
TERMS_FLOORS = ("words", "errors", "dates", "calendars", "money", "terms", "register")

#: The calls whose first argument, or `code`, is the code of a message.
RAISED_BY = frozenset({"TermsError", "NotThereError", "Problem"})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its configuration, to plant faults in."""
    shutil.copytree(PACKAGE, tmp_path / "src" / "contracts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(copy: Path, module: str, text: str) -> None:
    """Add a line at the end of a module of the copy."""
    path = copy / "src" / "contracts" / f"{module}.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def python(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A new interpreter that finds the package under `root`, and its output."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


# Floors


LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None, no_logo=True))"


def test_every_floor_imports_only_what_is_below_it() -> None:
    result = python("-c", LINT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "text", "broken"),
    [
        ("words/__init__", "from contracts import errors", "Each floor"),
        ("errors", "def late() -> None:\n    from contracts import money", "Each floor"),
        ("dates", "from contracts.terms import line", "Each floor"),
        ("money", "import numpy", "neither numpy nor pandas"),
        ("calendars", "def late() -> None:\n    import pandas", "neither numpy nor pandas"),
    ],
)
def test_a_climbed_floor_is_found(copy: Path, module: str, text: str, broken: str) -> None:
    plant(copy, module, text)
    result = python("-c", LINT, root=copy)
    assert result.returncode == 1, result.stdout + result.stderr
    assert re.search(rf"{broken}.* BROKEN", result.stdout), result.stdout


def test_a_module_without_a_floor_is_found(copy: Path) -> None:
    (copy / "src" / "contracts" / "helpers.py").write_text('"""No floor."""\n', encoding="utf-8")
    result = python("-c", LINT, root=copy)
    assert result.returncode != 0
    assert "helpers" in result.stdout + result.stderr


def cycle(imports: dict[str, set[str]]) -> list[str] | None:
    """Modules that import each other in a ring, or None."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return None


def test_no_modules_import_each_other_in_a_ring() -> None:
    graph = grimp.build_graph("contracts", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > len(TERMS_FLOORS)
    assert cycle(imports) is None


def test_a_ring_is_found() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": set()}) is None
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) is not None


# What an import loads


HEAVY = ("numpy", "pandas", "pyarrow", "click", "tree_sitter", "holidays", "hypothesis")


def loaded(statement: str, root: Path = ROOT) -> list[str]:
    """Which of the heavy packages a statement loads in a new interpreter."""
    program = f"{statement}\nimport sys\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    result = python("-W", "error", "-c", program, root=root)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


@pytest.mark.parametrize("statement", ["import contracts", "from contracts import Contract, Line, Total"])
def test_writing_terms_down_loads_nothing_heavy(statement: str) -> None:
    assert loaded(statement) == []


def test_a_heavy_import_is_found(copy: Path) -> None:
    plant(copy, "words/__init__", "import numpy")
    assert "numpy" in loaded("from contracts import words", copy)


# Names


def submodules() -> list[str]:
    """The full names of all modules of the package, but for the one that runs when it is imported."""
    found = pkgutil.walk_packages([str(PACKAGE)], "contracts.")
    return [module.name for module in found if not module.name.endswith(".__main__")]


def test_no_module_hides_a_public_name() -> None:
    """Python binds a submodule over a public name of the same name as soon as it is imported."""
    for module in submodules():
        importlib.import_module(module)
    hidden = [name for name in contracts.__all__ if isinstance(getattr(contracts, name), ModuleType)]
    assert hidden == []


def clashes(package: Path) -> list[str]:
    """Names that a folder's `__init__` imports and that are names of its own modules or folders as well."""
    found: list[str] = []
    for init in sorted(package.rglob("__init__.py")):
        modules = {path.stem for path in init.parent.iterdir()}
        itself = ".".join(("contracts", *init.parent.relative_to(package).parts))
        names = {
            alias.asname or alias.name
            for node in ast.walk(ast.parse(init.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module != itself
            for alias in node.names
        }
        found.extend(f"{init.parent.name}: {name}" for name in sorted(names & modules))
    return found


def test_no_public_name_is_that_of_a_module_or_folder() -> None:
    """In no folder of the package: which of the two a name means would depend on what was imported last."""
    at_root = {path.stem for path in PACKAGE.iterdir()} - {"__init__"}
    assert at_root & set(contracts.__all__) == set()
    assert clashes(PACKAGE) == []


def test_a_name_that_a_module_has_too_is_found(copy: Path) -> None:
    before = clashes(copy / "src" / "contracts")
    plant(copy, "terms/__init__", "from contracts.terms.price import scaled as price")
    assert [found for found in clashes(copy / "src" / "contracts") if found not in before] == ["terms: price"]


def test_public_names_are_listed_once_in_order_and_documented() -> None:
    names = list(contracts.__all__)
    assert len(set(names)) == len(names)
    assert set(names) <= set(dir(contracts))
    undocumented = [
        name
        for name in names
        if (callable(getattr(contracts, name)) or isinstance(getattr(contracts, name), type))
        and not getattr(contracts, name).__doc__
    ]
    assert undocumented == []


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    name = "no_such_name"
    with pytest.raises(AttributeError, match=name):
        getattr(contracts, name)


# Messages


def placeholders(text: str) -> set[str]:
    """The names in braces of a message."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def disagreements(messages: dict[str, tuple[str, str, str, str]]) -> list[str]:
    """Codes whose texts are empty, or do not quote the same values in both languages."""
    return [
        code
        for code, texts in messages.items()
        if len(texts) != 4
        or not all(text.strip() for text in texts)
        or placeholders(texts[0]) != placeholders(texts[2])
        or placeholders(texts[1]) != placeholders(texts[3])
    ]


def test_messages_say_the_same_in_both_languages() -> None:
    assert disagreements(words.MESSAGES) == []


def test_messages_that_do_not_are_found() -> None:
    good = ("{field} is {value}", "give one", "{field} 为 {value}", "请给出")
    assert disagreements({"GOOD": good}) == []
    assert disagreements({"EMPTY": ("{field} is {value}", " ", "{field} 为 {value}", "请给出")}) == ["EMPTY"]
    assert disagreements({"LOST": ("{field} is {value}", "give one", "{field}", "请给出")}) == ["LOST"]


def trees(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    """The syntax trees of all modules, with their paths inside the package."""
    for path in sorted(package.rglob("*.py")):
        yield path.relative_to(package), ast.parse(path.read_text(encoding="utf-8"))


def texts_in(node: ast.expr) -> list[str]:
    """The string constants that an expression may come to."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return texts_in(node.body) + texts_in(node.orelse)
        case _:
            return []


def raised_codes(package: Path) -> set[str]:
    """The codes written out where an error or a problem is made."""
    codes: set[str] = set()
    for _, tree in trees(package):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in RAISED_BY:
                given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
                codes.update(text for expression in given for text in texts_in(expression))
    return codes


def strings(package: Path, *, outside: str) -> set[str]:
    """All string constants of the package, but for those of one module."""
    return {
        node.value
        for path, tree in trees(package)
        if path.name != outside
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_raised_has_a_message() -> None:
    codes = raised_codes(PACKAGE)
    assert codes, "no code was found: the search is broken"
    assert codes - words.MESSAGES.keys() == set()


def test_every_message_belongs_to_a_code_in_use() -> None:
    assert words.MESSAGES.keys() - strings(PACKAGE, outside="messages.py") == set()


def test_a_code_without_a_message_is_found(copy: Path) -> None:
    plant(copy, "errors", 'def refuse() -> None:\n    raise TermsError("NO_SUCH_CODE", field="to", value=1)')
    plant(copy, "errors", 'SPARE = Problem(code="ONE_MORE" if SPARE else "AND_ANOTHER")')
    found = raised_codes(copy / "src" / "contracts") - words.MESSAGES.keys()
    assert {"NO_SUCH_CODE", "ONE_MORE", "AND_ANOTHER"} <= found


def test_an_error_tells_its_place_value_and_remedy_in_both_languages() -> None:
    error = TermsError("DATE_ORDER", field="to", value="2017-01-01", start="2017-02-01").at(contract="A", line="b")
    assert str(error).startswith("contract A line b: ")
    for lang in words.Lang:
        assert "2017-01-01" in error.message(lang)
        assert error.remedy(lang)


# No float where terms are


def floats(package: Path) -> list[str]:
    """Places on the floors of the terms where a float is written or made."""
    return [
        f"{path}:{node.lineno}"
        for path, tree in trees(package)
        if path.parts[0].removesuffix(".py") in TERMS_FLOORS
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]


def test_no_float_is_written_or_made_where_terms_are() -> None:
    assert floats(PACKAGE) == []


@pytest.mark.parametrize("text", ["HALF = 0.5", "def half(text: str) -> float:\n    return float(text)"])
def test_a_float_is_found(copy: Path, text: str) -> None:
    plant(copy, "money", text)
    assert len(floats(copy / "src" / "contracts")) == 1
