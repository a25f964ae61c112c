"""The accounts that a journal posts to, as 政府会计制度 (财会〔2017〕25号) names them unless a body says otherwise."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import field, fields, frozen

from contracts.errors import TermsError
from contracts.terms.naming import checked_text


def _by_category(given: Mapping[str, str]) -> Any:
    return MappingProxyType(dict(sorted(given.items()))) if isinstance(given, Mapping) else given


@frozen(kw_only=True)
class Accounts:
    """Which account each kind of posting goes to; each is a code and a name, or either.

    Attributes:
        expense: what is earned (业务活动费用).
        payable: what is earned and not paid (应付账款).
        prepaid: what is paid and not earned (预付账款).
        cash: what payments come out of (零余额账户用款额度, 银行存款).
        opening: the other side of what stands before the first day (累计盈余).
        budget_expense: what was paid, in the budget's books (事业支出, 行政支出).
        budget_cash: its other side (资金结存).
        expense_of: the account of what contracts of a category earn, in place of `expense`; read-only.

    Raises:
        TermsError: `TYPE_WRONG` and those of texts; `ACCOUNTS_ALIKE` where two kinds, other than of expense, are one
            account, so that the books could not say what stands in either.

    >>> Accounts().payable
    '2302 应付账款'
    """

    expense: str = "5001 业务活动费用"
    payable: str = "2302 应付账款"
    prepaid: str = "1214 预付账款"
    cash: str = "1011 零余额账户用款额度"
    opening: str = "3001 累计盈余"
    budget_expense: str = "7201 事业支出"
    budget_cash: str = "8001 资金结存"
    expense_of: Mapping[str, str] = field(factory=dict, converter=_by_category, hash=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.expense_of, Mapping):
            raise TermsError("TYPE_WRONG", field="expense_of", value=self.expense_of, wanted="mapping")
        seen: dict[str, str] = {}
        for name, account in self.named():
            checked_text(account, name)
            kind = "expense" if name.startswith("expense_of.") else name
            if seen.setdefault(account, kind) != kind:
                raise TermsError("ACCOUNTS_ALIKE", field=name, value=account, other=seen[account])
        for category in self.expense_of:
            checked_text(category, "expense_of")

    def named(self) -> Iterator[tuple[str, str]]:
        """Each key with its account, those of categories as `expense_of.<category>`."""
        for attribute in fields(Accounts):
            value = getattr(self, attribute.name)
            if isinstance(value, Mapping):
                yield from ((f"{attribute.name}.{category}", account) for category, account in value.items())
            else:
                yield attribute.name, value

    def of_expense(self, category: str | None) -> str:
        """The account of what a contract of a category earns."""
        return self.expense_of.get(category or "", self.expense)
