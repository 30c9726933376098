"""No statement gets around the tenancy hook, and only the edge ends a transaction."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "jvplanner"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = {"text", "__table__", "local_table", "exec_driver_sql", "bulk_insert_mappings"}
# statements.py: see docs/decisions/2026-11-27-registering-goes-past-the-session.md.
CORE_ALLOWED = {"db.py", "demo.py", "statements.py"}
LIFTS_THE_SCOPE = {
    "door/actions/thanking.py",
    "events/actions/reminding.py",
    "events/actions/offering.py",
    "journeys/actions/purging.py",
    "papers/actions/time.py",
    "tenancy.py",
    "outbox/worker.py",
    "practices/letters.py",
    "practices/security.py",
    "demo.py",
}
# A connection of one's own has no session, and so no hook. One statement needs none: see
# docs/decisions/2026-11-27-event-pages-are-kept-whole.md.
CONNECTS = {"connect", "raw_connection", "begin"}
MAY_CONNECT = {
    "db.py",
    "events/queries/public.py",
    "statements.py",
    "practices/security/set_up.py",  # to a signal
}
# What is handed straight to the driver has no hook either, and names its own practice.
SPEAKS_TO_THE_DRIVER = {"Driver", "Prepared", "insertion", "written_apart", "driver_of"}
MAY_SPEAK_TO_THE_DRIVER = {
    "statements.py",
    "events/actions/at_once.py",
    "events/actions/registering.py",
    "events/actions/seating.py",
    "events/actions/turning_away.py",
    "events/letters/at_once.py",
    "events/queries/listed.py",
    "events/queries/place.py",
}
ENDS_TRANSACTIONS = {
    "web/transactions.py",
    "outbox/worker.py",
    "demo.py",
    "cli/__init__.py",
    "cli/running.py",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def words(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every name that is used or imported from elsewhere, with its line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno


def imported_from_sqlalchemy(path: Path) -> set[str]:
    return {
        alias.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_speaks_to_a_table_past_the_hook(path: Path) -> None:
    if name_of(path).split("/")[0] in CORE_ALLOWED or name_of(path).startswith("demo"):
        return
    used = {word for word, _ in words(path)} - {"text"}
    assert not used & CORE
    in_statements = imported_from_sqlalchemy(path) & {"insert", "text"}
    if "models" in path.relative_to(PACKAGE).with_suffix("").parts:
        in_statements -= {"text"}  # the condition of a partial index
    assert not in_statements


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nobody_connects_past_the_session_but_where_it_is_listed(path: Path) -> None:
    if any(word in CONNECTS for word, _ in words(path)):
        assert name_of(path) in MAY_CONNECT


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nobody_speaks_to_the_driver_but_who_is_listed(path: Path) -> None:
    if any(word in SPEAKS_TO_THE_DRIVER for word, _ in words(path)):
        assert name_of(path) in MAY_SPEAK_TO_THE_DRIVER


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_scope_is_lifted_only_where_it_is_listed(path: Path) -> None:
    if any(word == "across_practices" for word, _ in words(path)):
        assert name_of(path) in LIFTS_THE_SCOPE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_edge_commits(path: Path) -> None:
    if any(word == "commit" for word, _ in words(path)):
        allowed = {*ENDS_TRANSACTIONS, "practices/security.py"}
        assert name_of(path) in allowed
