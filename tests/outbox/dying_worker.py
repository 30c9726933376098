"""A worker that is killed between the mail server's yes and its own commit.

Arguments: the database's address and the mail server's.
"""

import os
import signal
import sys
from email.message import EmailMessage

from jvplanner import create_app
from jvplanner.outbox.delivery import deliver
from jvplanner.outbox.worker import send_due
from tests.conftest import settings_for


def main(database: str, smtp_url: str) -> None:
    app = create_app(settings_for(database))

    def deliver_and_die(message: EmailMessage) -> None:
        deliver(message, smtp_url)
        os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        send_due(app.extensions["postroom"], deliver_and_die)


if __name__ == "__main__":
    main(*sys.argv[1:])
