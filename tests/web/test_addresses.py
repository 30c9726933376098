"""What an address may look like; and no answer repeats a host that a stranger made up."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders_partners import make_partner

FORGED = "elsewhere.example"


def test_no_answer_repeats_the_host_that_was_asked_for(app: Flask, as_maya: Browser) -> None:
    paths = [
        "/" + "/".join("1" if part.startswith("<") else part for part in rule.rule[1:].split("/"))
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    ]
    assert len(paths) > 50
    cookie = f"jvplanner={as_maya.session_cookie()}"
    doubled = [path.replace("/", "//") for path in paths]
    for path in ["", *paths, *(f"{path}/" for path in paths), *doubled]:
        # A browser would keep the cookie for the host that set it.
        headers = {"Host": FORGED, "Cookie": cookie}
        response = as_maya.get("/", environ_overrides={"PATH_INFO": path}, headers=headers)
        said = [response.text, *map(str, response.headers.values())]
        assert not [text for text in said if FORGED in text], path


def test_doubled_slashes_lead_nowhere(as_nobody: Browser) -> None:
    for path in ("/e//x", "/static//js/copy.js", "/h//riverside"):
        response = as_nobody.get("/", environ_overrides={"PATH_INFO": path})
        assert response.status_code == 404, path


@pytest.mark.parametrize("digits", ["١", "１", "+1", "1_0", "-1", "9" * 4000])
def test_an_id_is_written_in_plain_digits(as_maya: Browser, in_riverside, digits: str) -> None:
    assert make_partner().id < 10
    assert as_maya.get(f"/partners/{digits}").status_code == 404
