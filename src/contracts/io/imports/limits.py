"""How much of a file is looked at."""

from attrs import fields, frozen

from contracts.errors import TermsError
from contracts.terms.naming import TEXT_LENGTH

MIB = 2**20


@frozen(kw_only=True)
class ImportLimits:
    """The most that an import reads; larger numbers may be given for a file that is trusted.

    Attributes:
        file: bytes of a file.
        line: bytes of a line of CSV.
        text: characters of a cell.
        columns, rows: of a sheet.
        parts: files inside a workbook.
        unpacked: bytes that these come to.
        ratio: how often a part above 20 MiB may be larger than it is packed.

    Raises:
        TermsError: `NUMBER_RANGE`, `TYPE_WRONG`.
    """

    file: int = 50 * MIB
    line: int = MIB
    text: int = TEXT_LENGTH
    columns: int = 256
    rows: int = 1_048_576
    parts: int = 10_000
    unpacked: int = 200 * MIB
    ratio: int = 200

    def __attrs_post_init__(self) -> None:
        for field in fields(ImportLimits):
            value = getattr(self, field.name)
            if type(value) is not int:
                raise TermsError("TYPE_WRONG", field=field.name, value=value, wanted="whole number")
            if not 1 <= value <= 2**40:
                raise TermsError("NUMBER_RANGE", field=field.name, value=value, least=1, most=2**40)
