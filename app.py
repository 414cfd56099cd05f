"""The dashboard. Imported as a module this is its launcher, run by Streamlit it is the script of every interaction.

It starts with ``promo-insight run``, ``streamlit run app.py``, ``python app.py`` or ``uvicorn app:app``.
"""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from pages.serving.failure import page_failed
    from pages.serving.launch import surroundings
    from pages.serving.lifespan import lifespan

    script = Path(__file__).resolve()
    around = surroundings(script)
    app = st.App(
        script, routes=around.routes, middleware=around.middleware, lifespan=lifespan, on_script_error=page_failed
    )
    if __name__ == "__main__":
        app.run()
else:
    from pages.components import frame

    frame.show()
