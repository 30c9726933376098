"""What guests and members type about events, shaped and checked."""
