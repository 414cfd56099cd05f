"""The least that a Streamlit app can be: what a click costs before anything of ours is in it."""

import streamlit as st

if "clicks" not in st.session_state:
    st.session_state["clicks"] = 0
if st.button("Click"):
    st.session_state["clicks"] += 1
st.metric("Clicks", st.session_state["clicks"])
