"""T1: every route that takes an id answers 404 to another practice, and every forged link too."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from jvplanner.web.access import Access, access_of
from tests.browser import HTMX, Browser
from tests.evening import Ids, make_evening

METHODS = ("GET", "POST")


@pytest.fixture
def theirs(riverside) -> Ids:
    """One row of everything in Riverside."""
    return make_evening(riverside)


@pytest.fixture
def ours(hillside) -> Ids:
    """One row of everything in Hillside, whose owner does the asking."""
    return make_evening(hillside)


def rules_of(app: Flask, *wanted: Access) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) in wanted]


def test_an_id_of_another_practice_is_not_found_on_any_route(
    app: Flask, theirs: Ids, as_outsider: Browser
) -> None:
    asked = 0
    for rule in rules_of(app, Access.MEMBER):
        if not rule.arguments:
            continue
        path = rule.build({name: theirs[name] for name in rule.arguments})
        assert path
        for method in METHODS:
            if method in (rule.methods or ()):
                for headers in ({}, HTMX):
                    response = as_outsider.open(path[1], method=method, headers=headers)
                    assert response.status_code == 404, f"{method} {rule.rule}"
                    asked += 1
    assert asked > 40


def test_a_row_of_another_practice_below_a_row_of_ones_own_is_not_found(
    app: Flask, ours: Ids, theirs: Ids, as_outsider: Browser
) -> None:
    for rule in rules_of(app, Access.MEMBER):
        ids = rule.arguments - {"number"}
        for stranger in ids if len(ids) > 1 else ():
            values = {name: ours[name] for name in rule.arguments} | {stranger: theirs[stranger]}
            path = rule.build(values)
            assert path
            for method in set(METHODS) & (rule.methods or set()):
                response = as_outsider.open(path[1], method=method)
                assert response.status_code == 404, f"{method} {rule.rule} with their {stranger}"


def test_the_same_routes_open_for_their_own_practice(
    app: Flask, theirs: Ids, as_maya: Browser
) -> None:
    for rule in rules_of(app, Access.MEMBER):
        if rule.arguments and "GET" in (rule.methods or ()):
            path = rule.build({name: theirs[name] for name in rule.arguments})
            assert path
            # 409 where something has to happen first, such as a yes before its certificate.
            assert as_maya.get(path[1]).status_code in (200, 303, 409), rule.rule


def test_an_id_too_large_for_the_database_is_not_found(
    app: Flask, as_maya: Browser, theirs: Ids
) -> None:
    for rule in rules_of(app, Access.MEMBER):
        if rule.arguments and "GET" in (rule.methods or ()):
            path = rule.build(dict.fromkeys(rule.arguments, 2**63))
            assert path
            assert as_maya.get(path[1]).status_code == 404, rule.rule


@pytest.mark.parametrize("token", ["x", "1", "0", "z" * 32, "z" * 33, "a-b", "%00", "é"])
def test_a_forged_link_is_not_found_on_any_route(
    app: Flask, as_nobody: Browser, token: str
) -> None:
    rules = rules_of(app, Access.BY_LINK)
    assert rules
    for rule in rules:
        path = rule.build(dict.fromkeys(rule.arguments, 1) | {"token": token})
        assert path
        for method in set(METHODS) & (rule.methods or set()):
            assert as_nobody.open(path[1], method=method).status_code == 404, rule.rule


def test_a_link_of_one_purpose_opens_nothing_of_another(
    app: Flask, theirs: Ids, as_nobody: Browser
) -> None:
    tokens = theirs.tokens
    for rule in rules_of(app, Access.BY_LINK):
        word = rule.rule.split("/")[1]
        for purpose, token in tokens.items():
            if purpose != word:
                path = rule.build(dict.fromkeys(rule.arguments, 1) | {"token": token})
                assert path
                method = "GET" if "GET" in (rule.methods or ()) else "POST"
                assert as_nobody.open(path[1], method=method).status_code == 404, rule.rule
