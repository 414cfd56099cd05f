"""Frames to figures: pure functions without Streamlit, each with a sentence that says what the figure shows."""
