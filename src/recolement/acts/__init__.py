"""May this be done now? What each event needs of the ledger's state before it may be its next line.

>>> from recolement.ledger.fold import State
>>> moment = Moment({})
>>> moment.size
0
"""

from recolement.acts.moment import Moment
from recolement.acts.pins import pins_of
from recolement.acts.refused import RefusedEvent

__all__ = ["Moment", "RefusedEvent", "pins_of"]
