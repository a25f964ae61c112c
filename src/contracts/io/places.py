"""On which line of a file a value stands.

tomllib and json do not say, so the text is parsed once more by tree-sitter, which is loaded only where a file has a
problem, and looked at only where a path leads.
"""

import json
import re
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from contracts.shapes.faults import Path

if TYPE_CHECKING:
    from tree_sitter import Node

#: Words that Python's json reads and the grammar does not know, outside of keys.
_CONSTANTS: Final = re.compile(rb"(?<=[:\[,\s])(?:-?Infinity|NaN)")


class Lines:
    """The lines of the values at some paths, and on the way to them."""

    def __init__(self, paths: set[Path]) -> None:
        self.inner: Final = {path[:length] for path in paths for length in range(len(path))}
        self.wanted: Final = paths | self.inner
        self.found: Final[dict[Path, int]] = {}

    def note(self, path: Path, node: "Node") -> bool:
        """Note where a path begins, if anything is wanted there, and say whether it is."""
        if path in self.wanted:
            self.found[path] = node.start_point.row + 1
            return True
        return False


def in_toml(text: str, paths: set[Path]) -> dict[Path, int]:
    """The lines of the values at some paths of a TOML document, counted from 1; paths that are not there are left out.

    Tables on the way to a path are there too, each with the line of its header.
    """
    lines, last = Lines(paths), dict[Path, int]()
    root = _toml(text.encode())
    for pair in _some(root, "pair"):
        _toml_pair(pair, (), lines)
    for node in _some(root, "table", "table_array_element"):
        path = _header(node, last, lines)
        if lines.note(path, node):
            for pair in _some(node, "pair"):
                _toml_pair(pair, path, lines)
    return lines.found


def in_json(text: str, paths: set[Path]) -> dict[Path, int]:
    """The lines of the values at some paths of a JSON document; of a key that is there twice, those of the last."""
    lines = Lines(paths)
    for node in _json(text.encode()).named_children:
        _json_value(node, (), lines)
    return lines.found


def _toml(data: bytes) -> "Node":
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_toml.language())).parse(data).root_node


def _json(data: bytes) -> "Node":
    import tree_sitter_json
    from tree_sitter import Language, Parser

    data = _CONSTANTS.sub(lambda match: b"1" * len(match[0]), data)
    return Parser(Language(tree_sitter_json.language())).parse(data).root_node


def _header(node: "Node", last: dict[Path, int], lines: Lines) -> Path:
    """The path of a table by its header; `last` counts the elements of each array of tables."""
    path: Path = ()
    names = _key(node.named_children[0])
    for name in names[:-1]:
        path = (*path, name)
        if path in last:
            path = (*path, last[path])
    path = (*path, names[-1])
    if node.type == "table_array_element":
        if path not in lines.found:
            lines.note(path, node)
        last[path] = last.get(path, -1) + 1
        path = (*path, last[path])
    return path


def _key(node: "Node") -> list[str]:
    """The parts of a key, of which a dotted one has several."""
    if node.type == "dotted_key":
        return [part for child in node.named_children for part in _key(child)]
    text = (node.text or b"").decode()
    return [text] if node.type == "bare_key" else list(tomllib.loads(f"{text} = 0"))


def _toml_pair(node: "Node", base: Path, lines: Lines) -> None:
    path = base
    for name in _key(node.named_children[0]):
        path = (*path, name)
        if not lines.note(path, node):
            return
    _toml_value(node.named_children[-1], path, lines)


def _toml_value(node: "Node", path: Path, lines: Lines) -> None:
    if node.type == "inline_table":
        for pair in _some(node, "pair"):
            _toml_pair(pair, path, lines)
    else:
        _elements(node, path, lines, _toml_value)


def _json_value(node: "Node", path: Path, lines: Lines) -> None:
    lines.note(path, node)
    if node.type == "object" and path in lines.inner:
        for pair in _some(node, "pair"):
            _json_pair(pair, path, lines)
    else:
        _elements(node, path, lines, _json_value)


def _json_pair(pair: "Node", base: Path, lines: Lines) -> None:
    name, *_, value = pair.named_children
    text = name.text or b""
    path = (*base, json.loads(text, strict=False) if b"\\" in text else text[1:-1].decode())
    if lines.note(path, pair):
        _json_value(value, path, lines)


def _elements(node: "Node", path: Path, lines: Lines, look: Callable[["Node", Path, Lines], None]) -> None:
    """Look at the elements of a list, where anything is wanted in it."""
    if node.type != "array" or path not in lines.inner:
        return
    values = [child for child in node.named_children if child.type != "comment"]
    for index, child in enumerate(values):
        if lines.note((*path, index), child):
            look(child, (*path, index), lines)


def _some(node: "Node", *kinds: str) -> "list[Node]":
    """The children of some kinds; comments and what the grammar does not know are passed over."""
    return [child for child in node.named_children if child.type in kinds]
