"""What Flask-Security is told: which of its features are on, where they are, and in which words."""

from datetime import timedelta

from flask_security import uia_email_mapper

from jvplanner.practices.rules import SHORTEST_PASSWORD

RESET_LASTS = timedelta(hours=2)

FEATURES = {
    "SECURITY_PASSWORD_HASH": "argon2",
    # Argon2 brings a salt of its own. A second key would make every password void with that key.
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    # For what a link to a new password holds of the old hash. The library's first choice runs in
    # Python for a third of a second; links that were sent with it still open.
    "SECURITY_HASHING_SCHEMES": ["pbkdf2_sha256", "sha256_crypt"],
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
    # Addresses are stored in the one form in which they are compared: see Addresses.
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [
        {"email": {"mapper": uia_email_mapper, "case_insensitive": False}}
    ],
    "SECURITY_REGISTERABLE": True,
    "SECURITY_USE_REGISTER_V2": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RESET_PASSWORD_WITHIN": RESET_LASTS,
    # Signals write these letters into the outbox; nothing is rendered in the request.
    "SECURITY_SEND_REGISTER_EMAIL": False,
    "SECURITY_SEND_PASSWORD_RESET_EMAIL": False,
    "SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
    "SECURITY_RETURN_GENERIC_RESPONSES": False,
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "SECURITY_SCRIPT_NONCE_KEY": "csp_nonce",
    # No page asks for the password again yet, and none shows the library's own files.
    "SECURITY_FRESHNESS": timedelta(-1),
    "SECURITY_STATIC_FOLDER": None,
    # headers.py says no-store; the library would say "no-store=True", which is no directive.
    "SECURITY_CACHE_CONTROL": None,
    "WTF_CSRF_CHECK_DEFAULT": False,
    "WTF_CSRF_TIME_LIMIT": None,
}

ADDRESSES = {
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_REGISTER_URL": "/sign-up",
    "SECURITY_RESET_URL": "/reset",
    "SECURITY_POST_LOGIN_VIEW": "/today",
    "SECURITY_POST_REGISTER_VIEW": "/today",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
    "SECURITY_POST_RESET_VIEW": "/sign-in",
}

_WORDS = {
    "ANONYMOUS_USER_REQUIRED": "You are signed in already.",
    "API_ERROR": "This cannot be read. Type it again.",
    "DISABLED_ACCOUNT": "This account is closed. Ask an owner of your practice.",
    "EMAIL_ALREADY_ASSOCIATED": "%(email)s has an account already. Sign in with it instead.",
    "EMAIL_NOT_PROVIDED": "Enter your e-mail address.",
    "INVALID_EMAIL_ADDRESS": (
        "This does not look like an e-mail address. It should look like ana@example.org."
    ),
    "INVALID_RESET_PASSWORD_TOKEN": "That address does not work any more. Ask for a new one here.",
    "PASSWORD_INVALID_LENGTH": "Use at least %(length)s characters.",
    "PASSWORD_NOT_PROVIDED": "Enter a password.",
    "PASSWORD_RESET_EXPIRED": "That address was good for two hours. Ask for a new one here.",
    "PASSWORD_RESET_NO_LOGIN": "Your new password is saved. Sign in with it.",
    "PASSWORD_RESET_REQUEST": (
        "We wrote to %(email)s. The letter holds an address where you choose a new password."
    ),
    "UNAUTHENTICATED": "Sign in first.",
    "USER_DOES_NOT_EXIST": "No account has this address. Check it letter by letter.",
}

WORDS = {f"SECURITY_MSG_{name}": (text, "info") for name, text in _WORDS.items()}
