"""A logo's own address, open to everybody and kept by browsers for good."""

from flask import Blueprint, Response, make_response

from jvplanner.links import addresses
from jvplanner.pictures import queries
from jvplanner.pictures.models import PICTURE
from jvplanner.tenancy import acting_for
from jvplanner.web.access import public
from jvplanner.web.headers import kept_for_good

bp = Blueprint("pictures", __name__)


@bp.get("/<picture_code>.webp")
@public
def picture(picture_code: str) -> Response:
    place = addresses.find_code(PICTURE.name, picture_code)
    with acting_for(place.practice_id):
        response = make_response(queries.content(place.subject_id))
    response.content_type = "image/webp"
    return kept_for_good(response)
