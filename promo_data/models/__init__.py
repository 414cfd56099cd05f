"""What travels and what was read, as frozen values without behaviour beyond their own facts."""
