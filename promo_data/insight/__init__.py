"""What the frames say: which limit binds, what can be done, and why not."""
