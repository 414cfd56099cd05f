"""One module a version; each is history and stays as it was written, so none imports today's tables."""
