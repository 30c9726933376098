"""Tables that people download: nothing in them does anything, and nothing of them is lost."""

import csv
import re
from datetime import datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from jvplanner.sheets import Sheet, as_csv, as_xlsx, harmless

TYPED = [
    '=HYPERLINK("https://evil.example";"you")',
    "+41 79 123 45 67",
    "-Anne",
    "@SUM(1)",
    "\tTab",
    "\rReturn",
    "＝1＋1",
    'Zoë, "the" O’Brien',
    "أحمد بن يوسف",
    "<script>{{7*7}}</script>",
    "🙂",
    "two\nlines",
]


def read_back(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", TYPED)
def test_no_cell_is_a_formula_and_every_letter_is_kept(text: str) -> None:
    """G5"""
    [head, [cell]] = read_back(as_csv(Sheet("Guests", ("Name",), [(text,)])))
    assert head == ["Name"]
    assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert cell.removeprefix("'") == text

    page = openpyxl.load_workbook(BytesIO(as_xlsx(Sheet("Guests", ("Name",), [(text,)])))).active
    assert page["A2"].data_type == "s"
    assert page["A2"].value.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", ["a;=cmd|'/C calc'!A0;b", "two\n=1+1", "x\t@SUM(1)", "y\r\n+1"])
def test_no_cell_is_a_formula_where_lists_are_written_with_semicolons(text: str) -> None:
    """G5: whatever else a program takes for the end of a cell, no formula begins behind it."""
    file = as_csv(Sheet("Guests", (text, "Name"), [(text, "Ana"), ("Ana", text)]))
    assert not re.search(r"[;\t\r\n][=+@-]", file.decode())
    for cell in (read_back(file)[place][column] for place, column in ((0, 0), (1, 0), (2, 1))):
        assert cell.replace("'", "") == text.replace("'", "")


def test_a_column_is_no_formula_either() -> None:
    assert read_back(as_csv(Sheet("Guests", ("=1+1",), [])))[0] == ["'=1+1"]


def test_what_begins_like_a_name_stays_as_it_is() -> None:
    assert harmless("Anne-Marie") == "Anne-Marie"
    assert harmless("") == ""


def test_numbers_and_moments_stay_what_they_are() -> None:
    rows = [("Ana", 3, datetime(2027, 2, 11, 18, 30), None)]
    sheet = Sheet("Guests [of] a/evening: which has a very long name", ("A", "B", "C", "D"), rows)
    assert read_back(as_csv(sheet))[1] == ["Ana", "3", "2027-02-11 18:30", ""]
    page = openpyxl.load_workbook(BytesIO(as_xlsx(sheet))).active
    assert [cell.value for cell in page[2]] == ["Ana", 3, datetime(2027, 2, 11, 18, 30), None]
    assert page.title == "Guests  of  a evening  which ha"
