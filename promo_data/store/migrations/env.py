"""What Alembic runs for each command: the steps, in the transaction of whoever called (``store.versions``)."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], version_table=context.config.attributes["version_table"]
)
context.run_migrations()
