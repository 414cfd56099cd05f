"""Every word the pages say of their own, by what they speak of."""
