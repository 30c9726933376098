"""What can be done with events and guests, each in the caller's transaction."""
