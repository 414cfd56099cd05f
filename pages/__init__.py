"""The dashboard: pages over the data layer. Page scripts are in ``views``, one level down, see ``app.py``."""
