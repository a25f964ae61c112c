"""Registers as files: one module for each format, and what they have in common."""

from contracts.io.files import dump, dumps, load, loads

__all__ = ["dump", "dumps", "load", "loads"]
