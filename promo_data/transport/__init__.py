"""Talking to the vendor: senders, ``async (Call) -> Answer``, one behaviour each and stacked."""
