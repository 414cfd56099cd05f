"""How often Python looks for garbage that refers to itself: one policy for every process of ours, and for the benches.

Answers make objects by the thousand and hardly any such garbage, and looking for it takes time from whoever waits: an
eighth of a read's processor time with 8 reads at once, a sixth with 128.
"""

import gc

_NEW_OBJECTS, _ROUNDS, _LONGER_ROUNDS = 50_000, 20, 100
"""So many objects come before the new ones are looked through, and so many rounds of that before older ones are.

Python's own figures are 700 (more in later versions), 10 and 10.
"""


def look_seldom() -> None:
    """Make the collector of this process run seldom; called first thing by each entry point."""
    gc.set_threshold(_NEW_OBJECTS, _ROUNDS, _LONGER_ROUNDS)


def set_aside_what_is_loaded() -> None:
    """Keep every collection from now on off what exists already; called once what stays for good is loaded."""
    gc.collect()
    gc.freeze()
