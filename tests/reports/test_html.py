"""The page: figures, words, explanations; inert, self-contained, and of a size that opens."""

import base64
import hashlib
import re
import sys
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pytest

import contracts as ct
from contracts.reports import report
from contracts.reports.html import MOST_ROWS
from tests.reports.registers import founding, monthly

END = date(2017, 12, 31)
VOID = {"meta"}


class Page(HTMLParser):
    """A page as texts by element, tables as rows of cells, and all attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.rows: dict[str, list[list[str]]] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self._section = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "section":
            self._section = dict(attrs)["id"] or ""
        if tag == "tr":
            self.rows.setdefault(self._section, []).append([])
        if tag in ("td", "th"):
            self.rows[self._section][-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        for tag in self.open[-1:]:
            self.texts.setdefault(tag, []).append(data.strip())
        inside = [tag for tag in self.open if tag in ("td", "th", "ul")]
        if inside and inside[-1] in ("td", "th"):
            self.rows[self._section][-1][-1] += data.strip()

    def said(self, tag: str) -> Iterator[str]:
        return (text for text in self.texts.get(tag, ()) if text)


def test_the_unexplained_difference_stands_first() -> None:
    page = Page(founding().to_html(unit="万元"))
    said = list(page.said("p"))
    first = next(text for text in said if "155.318 万元" in text)
    assert "0.1755 万元" in first
    assert said.index(first) < min(place for place, text in enumerate(said) if "agrees 35" in text)
    assert ("p", "class", "look") in page.attributes
    rows = page.rows["reconcile"]
    assert len(rows) == 1 + 35 + 3
    assert rows[1][:4] == ["CZ-01", "48.518", "48.518", "0.000"]
    assert rows[-2][:4] == ["*footing*", "2,416.448", "2,261.130", "155.318"]


def test_each_installment_opens_to_its_explanation() -> None:
    found = founding(as_of=date(2017, 6, 30))
    page = Page(found.to_html())
    said = found.plan.explain(0).say()
    assert said.startswith("CZ-01")
    seventh = [text for text in page.said("li") if text.startswith("CZ-01 ") and "installment 7 of 12" in text]
    assert set(seventh) == {found.plan.explain(6).say()}


def test_in_chinese_every_heading_is() -> None:
    page = Page(founding(ct.Lang.ZH).to_html(unit="万元"))
    assert ("html", "lang", "zh-Hans") in page.attributes
    headings = [*page.said("h2"), *page.said("dt"), *page.said("caption")]
    assert headings
    assert all(re.search("[一-鿿]", text) for text in headings)


def test_nothing_in_it_asks_for_anything() -> None:
    """The policy allows the style and the script that stand in the page, by their hashes, and nothing else."""
    text = founding().to_html()
    page = Page(text)
    (policy,) = [value for tag, name, value in page.attributes if (tag, name) == ("meta", "content") and "src" in value]
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
        for body in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, re.DOTALL)
    ]
    style, script = hashes
    assert policy == f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    assert not [tag for tag, name, _ in page.attributes if name in ("src", "style", "onclick")]
    assert all(value.startswith("#") for tag, name, value in page.attributes if name == "href")
    assert "http" not in re.sub(r"http-equiv", "", text)


def test_texts_are_no_markup() -> None:
    title = '<script>alert(1)</script> & "quoted" </style>'
    text = report(ct.Register([monthly("A", "1200", title=title)], name="<b>"), END).to_html()
    assert "<script>alert" not in text
    page = Page(text)
    assert any(title in cell for row in page.rows["ledger"] for cell in row)
    assert list(page.said("h1")) == ["<b>"]


def test_currencies_have_tables_of_their_own() -> None:
    page = Page(report(ct.Register([monthly("A", "1200"), monthly("B", "2400", "USD")]), date(2017, 6, 30)).to_html())
    totals = [row for row in page.rows["calendar"] if row[0] == "total"]
    assert [next(cell for cell in row[1:] if cell) for row in totals] == ["1,200.00", "2,400.00"]
    assert "1200.00 CNY · 2400.00 USD" in list(page.said("dd"))


def test_a_unit_that_the_currency_does_not_have_is_refused() -> None:
    with pytest.raises(ct.TermsError, match=r"^unit: "):
        founding().to_html(unit="furlong")


def test_the_same_report_gives_the_same_bytes() -> None:
    register = founding().register
    assert report(register, END).to_html() == report(register, END).to_html()


def test_a_large_register_gives_a_page_that_opens_and_says_what_it_leaves_out() -> None:
    register = ct.Register([monthly(f"C{i:05}", "1200") for i in range(10_000)])
    text = report(register, date(2017, 6, 30)).to_html()
    assert len(text.encode()) < 5_000_000
    page = Page(text)
    assert len(page.rows["ledger"]) == 1 + MOST_ROWS + 1
    assert f"{10_000 - MOST_ROWS} more rows" in " ".join(page.said("p"))
    assert [cell for cell in page.rows["ledger"][-1] if cell][:2] == ["total", "12,000,000.00"]


def test_a_missing_package_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ct.NotThereError, match=r"jinja2 .*vendor-contracts\[report\]"):
        founding().to_html()


def test_in_chinese_the_severity_of_findings_is() -> None:
    text = founding(ct.Lang.ZH).to_html()

    assert "<td>错误</td>" in text.replace(' class="text"', "")
    assert ">error<" not in text
