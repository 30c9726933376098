"""What all views of proposals register with."""

from flask import Blueprint

bp = Blueprint("proposals", __name__)
