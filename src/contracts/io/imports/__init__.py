"""Registers out of the workbooks and CSV files that people keep, exactly: what is not plain is refused, not guessed.

A file becomes a grid of cells (`delimited`, `workbook`), the grid a heading and rows (`headings`, `rows`), the rows the
tables of a register file (`contract_rows`, `payment_rows`), and these a register by the reader of register files. What
is wrong is told at the cell that it came from.
"""

from contracts.io.imports.importing import Imported, drafted_map, import_register
from contracts.io.imports.limits import ImportLimits
from contracts.io.imports.mapping import SheetMap
from contracts.io.imports.marking import marked_copy

__all__ = ["ImportLimits", "Imported", "SheetMap", "drafted_map", "import_register", "marked_copy"]
