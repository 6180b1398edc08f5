"""Real erasure: a person's rows are overwritten, and the file is written anew without them.

In: a journal and a person. Out: the number of entries that are gone. Backups and exports keep their copies.
"""

from nattero.store.journal import Journal


def erase(journal: Journal, person: str) -> int:
    """Removes every entry, token and reminder of a person for good; gives how many entries there were. On disk when this returns."""
    with journal.writing() as connection:
        gone = connection.execute("DELETE FROM entry WHERE person = ?", (person,)).rowcount
        connection.execute("DELETE FROM token WHERE person = ?", (person,))
        connection.execute("DELETE FROM push_subscription WHERE person = ?", (person,))
        connection.execute(
            "INSERT INTO setting (key, value) VALUES ('erasures', '1')"
            " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(setting.value AS INTEGER) + 1 AS TEXT)"
        )
    journal.tidy()
    return gone
