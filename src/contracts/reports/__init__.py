"""A report for people: figures in a unit, in their language, and what they rest on; as a page, workbook or calendar."""

from contracts.reports.contents import Report, report

__all__ = ["Report", "report"]
