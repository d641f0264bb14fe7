"""Item + what the window remembers → its story."""
