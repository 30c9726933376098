"""names are found whatever their apostrophes and hyphens

Revision ID: 20261127n
Revises: 20261127g
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "20261127n"
down_revision = "20261127g"
branch_labels = None
depends_on = None

LONGEST_KEY = 240
AT_ONCE = 1000
KEPT = (
    ("person", "name", "name_key"),
    ("partner", "name", "name_key"),
    ("guest", "name", "name_key"),
    ("event", "title", "title_key"),
    ("proposal", "title", "title_key"),
    ("agreement", "title", "title_key"),
    ("duty", "text", "text_key"),
)
APOSTROPHES = frozenset(
    "'\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u0060\u00b4\uff07\u055a\u05f3"
)
MINUS = "\u2212"


def upgrade() -> None:
    for table, name, key in KEPT:
        _fold(table, name, key, _key)


def downgrade() -> None:
    for table, name, key in reversed(KEPT):
        _fold(table, name, key, _former_key)


def _fold(table_name, name, key, folded) -> None:
    """Write each key anew that is another now, some rows at a time."""
    table = sa.table(
        table_name,
        sa.column("id", sa.Integer),
        sa.column("agreement_id", sa.Integer),
        sa.column(name, sa.String),
        sa.column(key, sa.String),
    )
    rows = sa.select(table.c.id, table.c[name], table.c[key]).order_by(table.c.id).limit(AT_ONCE)
    change = (
        sa.update(table).where(table.c.id == sa.bindparam("row")).values({key: sa.bindparam("new")})
    )
    if table_name == "duty":
        change = change.where(~_says_the_same(table, key))
    connection, last = op.get_bind(), 0
    while some := connection.execute(rows.where(table.c.id > last)).all():
        last = some[-1][0]
        for row, text, was in some:
            if (new := folded(text)) != was:
                connection.execute(change, {"row": row, "new": new})


def _says_the_same(table, key):
    """Hold where another duty of the agreement has the new key: it stays told apart as it was."""
    other = table.alias()
    return sa.exists().where(
        other.c.agreement_id == table.c.agreement_id,
        other.c.id != table.c.id,
        other.c[key] == sa.bindparam("new"),
    )


def _key(name: str) -> str:
    whole = "".join(letter for letter in name if letter not in APOSTROPHES)
    unfolded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", whole).casefold())
    return " ".join("".join(map(_folded, unfolded)).split())[:LONGEST_KEY].rstrip()


def _folded(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Pd" or letter == MINUS or letter.isspace():
        return " "
    unseen = unicodedata.combining(letter) or category in {"Cc", "Cf", "Cs"}
    return "" if unseen or letter in APOSTROPHES else letter


def _former_key(name: str) -> str:
    unfolded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(letter for letter in unfolded if letter.isspace() or _was_seen(letter))
    return " ".join(letters.split())[:LONGEST_KEY]


def _was_seen(letter: str) -> bool:
    unseen = unicodedata.category(letter) in {"Cc", "Cf", "Cs"}
    return not unicodedata.combining(letter) and not unseen
