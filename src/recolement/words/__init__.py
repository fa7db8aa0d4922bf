"""Words at the door: codes and facts become sentences, in French and in English.

The core carries codes and facts; each module here holds one kind of sentence in both languages.
"""

from recolement.words.numbers import Language, count, share

__all__ = ["Language", "count", "share"]
