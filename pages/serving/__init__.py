"""How the dashboard is served: what stands around the pages, before any of them runs."""
