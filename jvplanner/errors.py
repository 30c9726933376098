"""Refusals that every floor may raise; each is turned into words for a person at the edge."""


class Refusal(Exception):
    """Something a person asked for that cannot be done; str() says why and what helps."""


class NotFound(Refusal):
    """There is no such thing here, or it belongs to somebody else: which of the two is not said."""


class Gone(Refusal):
    """It was here once: a link that has expired, was revoked or was sent anew."""


class Conflict(Refusal):
    """What was asked for no longer fits what is true now."""
