"""The vendor's rules as pure functions: build a ``Call``, decode ``(status, bytes)``; no input or output here."""
