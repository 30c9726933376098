"""Pages of the door: for members, and for helpers without an account."""
