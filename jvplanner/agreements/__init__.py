"""Co-management agreements: who does what for those whom both look after."""
