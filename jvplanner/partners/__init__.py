"""The organisations and professionals that the practice works with."""
