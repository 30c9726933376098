"""Loading what an address names, for the acting practice only."""

from typing import Any, TypeVar

from flask import request
from sqlalchemy import select
from sqlalchemy.sql.base import ExecutableOption

from jvplanner.db import Base, db
from jvplanner.errors import NotFound
from jvplanner.paging import LARGEST_ID

Row = TypeVar("Row", bound=Base)


def asked_id(name: str) -> int | None:
    """Return the row's id in the address's ?name=, None for what cannot be one."""
    row_id = request.args.get(name, 0, type=int)
    return row_id if 0 < row_id <= LARGEST_ID else None


def sent_id(name: str) -> int:
    """Return the row's id in the form that was sent, or the nearest that a row could have."""
    return min(max(request.form.get(name, 0, type=int), 0), LARGEST_ID)


def load(model: type[Row], row_id: int, *options: ExecutableOption, **where: Any) -> Row:
    """Return the acting practice's row; raises NotFound for another's and for none.

    where    further columns that must hold, such as the event that the address names too
    options  loader options

    Asks the database each time: session.get might answer from what an earlier scope loaded.
    """
    if not 0 < row_id <= LARGEST_ID:
        raise NotFound
    query = select(model).filter_by(id=row_id, **where).options(*options)
    # An option may join rows of a collection, and then the row comes once for each.
    if (row := db.session.scalars(query).unique().one_or_none()) is None:
        raise NotFound
    return row


def load_for_update(model: type[Row], row_id: int, **where: Any) -> Row:
    """Load the row and hold its lock until the transaction ends; else as load()."""
    query = (
        select(model)
        .filter_by(id=row_id, **where)
        .with_for_update(of=model)
        .execution_options(populate_existing=True)
    )
    if not 0 < row_id <= LARGEST_ID or (row := db.session.scalars(query).one_or_none()) is None:
        raise NotFound
    return row
