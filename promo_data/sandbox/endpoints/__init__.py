"""The endpoints, one module each. A handler is `async (World, Org, Request) -> Answer`, or raises RefusedError."""
