"""How long a paper waits, how often it reminds, and what one agrees to by answering."""

from datetime import datetime, timedelta

LINK_LASTS = timedelta(days=30)
MAY_LAST = (7, 14, 30, 60)  # days that a sender can choose from
LETTER_WAITS = timedelta(days=60)  # at most, when it is sent later
FIRST_REMINDER = timedelta(days=4)
NEXT_REMINDER = timedelta(days=4)
REMINDERS = (1, 2, 3)  # by number; nobody is reminded more often of a version
LONGEST_NOTE = 2_000  # characters, in a note, a reason or a question
LONGEST_MESSAGE = 600  # characters, of a few lines above the link

# Which wording of the consent is agreed to today. A wording once used stays here for ever: an
# answer keeps its name, and the copy shows what was agreed to.
CONSENT = "2026-11"
SENDER_CONSENT = "2026-11-sender"
CONSENTS = {
    "2026-11": (
        "I agree to answer electronically.",
        "Your typed name counts as your signature under this answer, to exactly the version shown "
        "on this page. You can print this page, and get a copy by e-mail if you leave an address. "
        "If you would rather answer on paper or by telephone, write to the practice; nothing is "
        "held against you.",
    ),
    "2026-11-sender": (
        "I agree to sign electronically.",
        "Your typed name counts as your signature, for your practice, under exactly the version "
        "shown on this page. It is kept with the version and shown to those who read it. If you "
        "would rather sign on paper, print this page; nothing has to be sent from here.",
    ),
}


def reminders(
    letter_at: datetime, expires_at: datetime, now: datetime
) -> list[tuple[int, datetime]]:
    """Return which reminders are still ahead, by number, and when each goes out.

    letter_at   when the letter goes out that they remind of
    expires_at  none is due once the link has run out
    """
    due = (
        (number, letter_at + FIRST_REMINDER + NEXT_REMINDER * (number - 1)) for number in REMINDERS
    )
    return [(number, moment) for number, moment in due if now < moment < expires_at]


def is_overtaken(number: int, letter_at: datetime, now: datetime) -> bool:
    """Tell whether the next reminder is due by now; where letters were held up, one is enough."""
    return now >= letter_at + FIRST_REMINDER + NEXT_REMINDER * number
