"""Tables that people download: CSV for any program, XLSX for a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

Cell = str | int | datetime | None

# What a spreadsheet takes for the beginning of a formula, or skips before one; wide letters, too.
# Where lists are written with semicolons, it looks for cells behind each of them, and in each line.
_BEFORE_A_FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+\-@＝＋－＠])")
# The letter by which spreadsheets mark a cell as text.
AS_TEXT = "'"
LONGEST_CELL = 32_767  # characters; a spreadsheet refuses a file with more in one cell
LONGEST_SHEET_NAME = 31
MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class Sheet:
    """A table on its way out. Moments are local and have no zone: a column's name says which."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_csv(sheet: Sheet) -> bytes:
    """Return the table as CSV (RFC 4180), in UTF-8 and with the mark by which Excel knows that.

    Opened in a spreadsheet no cell is a formula, whoever typed it; see harmless(). Source: G5.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(harmless, sheet.columns))
    writer.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(sheet: Sheet) -> bytes:
    """Return the table as a workbook. Texts are kept as texts, letter by letter. Source: G5."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        page = book.add_worksheet(_sheet_name(sheet.name))
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": MOMENT})
        page.freeze_panes(1, 0)
        for number, name in enumerate(sheet.columns):
            page.write_string(0, number, name, bold)
        for line, row in enumerate(sheet.rows, start=1):
            for number, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(line, number, cell, moment)
                elif isinstance(cell, int):
                    page.write_number(line, number, cell)
                elif cell:
                    page.write_string(line, number, cell[:LONGEST_CELL])
    return file.getvalue()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, with all its letters.

    A mark in front makes it text; behind it "+41 79 …" keeps its plus and "-Anne" her dash.
    """
    return _BEFORE_A_FORMULA.sub(AS_TEXT, text)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return harmless(cell) if isinstance(cell, str) else str(cell)


def _sheet_name(name: str) -> str:
    """Return what a workbook takes as the name of a sheet."""
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip(" '")
    return kept[:LONGEST_SHEET_NAME] or "Sheet"
