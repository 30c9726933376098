"""Everything that is handed out leads to its event with a short code of its own."""

import pytest
from flask import Flask

from jvplanner.events.rules import tracked_source
from jvplanner.events.sources import Source, tracked_address


def test_each_source_has_a_name_and_a_code_that_the_page_takes() -> None:
    assert len({source.label for source in Source}) == len(Source)
    for source in Source:
        assert tracked_source(source) == source


def test_an_address_carries_its_code_and_nothing_else_may_stand_there(app: Flask) -> None:
    address = tracked_address("bcdfghj", Source.POSTER)
    assert address.endswith("/e/bcdfghj?s=p")
    for wrong in ("", "a&b=c", "x" * 40):
        with pytest.raises(ValueError, match="no code"):
            tracked_address("bcdfghj", wrong)
