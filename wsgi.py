"""For a WSGI server: wsgi:app."""

from jvplanner import create_app
from jvplanner.settings import from_environment

app = create_app(from_environment())
