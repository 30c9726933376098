"""Private addresses: what a link opens, until when, and the token in its address."""
