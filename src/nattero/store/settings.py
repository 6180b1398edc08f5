"""What this computer remembers about itself, such as where the daily export goes. Never part of the diary.

In and out: text by key, in the diary's own file, so that it moves and disappears with it.
"""

from nattero.store.journal import Journal


def get(journal: Journal, key: str) -> str | None:
    """The value kept under a key, or None."""
    with journal.reading() as connection:
        row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def put(journal: Journal, key: str, value: str | None) -> None:
    """Keeps a value under a key; None forgets it. On disk when this returns."""
    with journal.writing() as connection:
        if value is None:
            connection.execute("DELETE FROM setting WHERE key = ?", (key,))
        else:
            connection.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )


def keep_first(journal: Journal, key: str, value: str) -> str:
    """The value under a key, put there now unless there was one; two programs that ask at once get the same."""
    with journal.writing() as connection:
        connection.execute("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (key, value))
        (kept,) = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(kept)
