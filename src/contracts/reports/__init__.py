"""A report for people: figures in a unit, in their language, with what they rest on; as a page or a workbook."""

from contracts.reports.contents import Report, report

__all__ = ["Report", "report"]
