"""The desk: the one hand that writes. It reads the ledger, decides, appends, signs.

An *intention* is what somebody asks to record: an event as JSON, without its number and time, with its free
texts in clear. The desk keeps the texts outside, writes their digests, and answers with the line's number and
the signed checkpoint that counts it; or it says why not (:class:`RefusedEvent`). Whoever sends the same
intention again with the same key gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from msgspec import structs

from recolement.acts import Moment, RefusedEvent, pins_of
from recolement.ledger.beside import Beside
from recolement.ledger.bringing import Bringing
from recolement.ledger.broken import LedgerBroken, fewer_lines
from recolement.ledger.checkpoint import Checkpoint, sign_checkpoint
from recolement.ledger.codec import NotCanonical, decode, encode
from recolement.ledger.events import (
    EntryRecorded,
    Event,
    KeyChanged,
    LedgerOpened,
    ResultProclaimed,
    SheetRecorded,
    TextErased,
)
from recolement.ledger.events.keeping import key_change_message
from recolement.ledger.fold import NotFolded
from recolement.ledger.intention import NotUnderstood, Reader, meant
from recolement.ledger.note import Note, NoteBroken, SigningKey, VerifierKey, write_base64
from recolement.ledger.receipt import Receipt, receipt_of
from recolement.ledger.storage import LedgerStorage, NotAppended, NotBegun, SizeDiffers, earlier_answer
from recolement.ledger.texts import Kept, Salt
from recolement.ledger.tree import Tree, leaf_hash
from recolement.model.acts import Proclaimed
from recolement.model.folder import BallotFolder
from recolement.model.software import VERSION

Clock = Callable[[], datetime]

Look = Callable[[], RefusedEvent | None]
"""Why a line may not be written any more, or ``None``."""


def nothing_in_the_way() -> None:
    """Nothing that others wrote in between matters."""


OPENING = "opening"
"""The idempotency key of the lines that begin a ledger."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to an intention: its line is in the ledger, under this checkpoint."""

    seq: int
    note: Note
    replayed: bool = False


class NoKey(Exception):
    """The ledger's private key is not here: nothing can be signed, so nothing is appended."""

    def __init__(self, key: VerifierKey) -> None:
        super().__init__(str(key))
        self.key = key


class NotSigned(Exception):
    """The lines are recorded, and their checkpoint could not be kept: ``code`` and ``facts`` say why.

    The same intention with the same key gives its answer once there is room again.
    """

    def __init__(self, cause: NotAppended) -> None:
        super().__init__(str(cause))
        self.code = cause.code
        self.facts = cause.facts


class Desk:
    """One ledger, open for writing. Raises ``LedgerBroken`` as soon as anything in it does not hold."""

    def __init__(self, storage: LedgerStorage, beside: Beside, clock: Clock, salt: Salt) -> None:
        self._storage = storage
        self._beside = beside
        self._clock = clock
        self._salt = salt
        self.moment = Moment(beside.texts())
        self.tree = Tree()
        self.resumed = 0
        """Lines that an interrupted append had left unsigned, and that were signed on opening."""

    @classmethod
    def create(
        cls,
        storage: LedgerStorage,
        beside: Beside,
        clock: Clock,
        salt: Salt,
        origin: str,
        folder: BallotFolder | None = None,
    ) -> Desk:
        """A new ledger with its key; with a ballot folder, everything the folder says."""
        desk = cls(storage, beside, clock, salt)
        with beside.alone():
            size, last = storage.size(), desk._last()
            if size:
                raise NotAppended("begun_before", size=size)
            if last is not None:
                raise fewer_lines(0, last[1].size)
            key = beside.new_key(origin)
            at = desk._now()
            opened = LedgerOpened(
                seq=0, at=at, format=1, origin=origin, log_key=str(key.verifier()), key=OPENING
            )
            events: list[Event] = [opened]
            texts: dict[str, Kept] = {}
            if folder is not None:
                bringing = Bringing(1, at, salt)
                events += bringing.events(folder)
                texts = bringing.texts
            desk._append(events, texts.values(), OPENING, (key,))
        return desk

    @property
    def size(self) -> int:
        """How many lines were read."""
        return self.moment.size

    def read(self) -> Desk:
        """Read what is new, and sign what an interrupted append left unsigned.

        Nothing is taken away before the lines are held against the checkpoint: where signed lines cannot be
        read, what is left of them stays. Raises :class:`NotBegun` where no ledger was begun.
        """
        with self._beside.alone():
            self._catch_up()
            if not self.size:
                raise NotBegun
            earlier_answer(self._storage, OPENING)  # takes away what an interrupted append left
            texts = set(self.moment.state.texts)
            uncited = texts - self.moment.cited.keys()  # an interrupted append left them
            self._beside.erase_texts(uncited | texts & self.moment.state.erased.keys())
        return self

    def follow(self) -> Desk:
        """Take the lines that others wrote since; what an interrupted append left is not looked for."""
        with self._beside.alone():
            self._catch_up()
        return self

    def record(
        self, intention: Mapping[str, Any], expected: int | None, key: str, look: Look = nothing_in_the_way
    ) -> Recorded | RefusedEvent:
        """Append what somebody asks for, if the ledger has ``expected`` lines and it is allowed now.

        Without ``expected``, whatever it has: ``look`` is asked once every line is read and nobody else
        writes, and says why this one may not be.
        """
        with self._beside.alone():
            self._catch_up()
            earlier = earlier_answer(self._storage, key)
            if earlier is not None:
                return self._replayed(intention, earlier.start)
            if expected is not None and expected != self.size:
                raise SizeDiffers(expected, self.size)
            in_the_way = look()
            if in_the_way is not None:
                return in_the_way
            reader = Reader(self.moment.people, self._salt)
            try:
                event = reader.event(intention, self.size, self._now(), key)
            except NotUnderstood as not_understood:
                return RefusedEvent(not_understood.code, not_understood.event, not_understood.facts)
            if isinstance(event, ResultProclaimed):
                event = self._pinned(event)
            refusal = self.moment.refusal(event)
            if refusal is not None:
                return refusal
            if isinstance(event, KeyChanged):
                return RefusedEvent("key_by_hand", "key-changed/1")
            seq = self._append([event], reader.texts.values(), key, (self._key(),))
            if isinstance(event, TextErased):
                self._beside.erase_texts([event.text])
            return Recorded(seq, self._signed())

    def record_sheets(
        self, intentions: Iterable[Mapping[str, Any]], expected: int, key: str
    ) -> Recorded | RefusedEvent:
        """Append many sheets or entries at once, all or none; gives the first one's number.

        None of them has a say in whether another may be recorded, so each is looked at by itself.
        """
        with self._beside.alone():
            self._catch_up()
            earlier = earlier_answer(self._storage, key)
            if earlier is not None:
                return Recorded(earlier.start, self._signed(), replayed=True)
            if expected != self.size:
                raise SizeDiffers(expected, self.size)
            reader, at = Reader(self.moment.people, self._salt), self._now()
            events: list[Event] = []
            for intention in intentions:
                try:
                    event = reader.event(intention, self.size, at, key)
                except NotUnderstood as not_understood:
                    return RefusedEvent(not_understood.code, not_understood.event, not_understood.facts)
                assert isinstance(event, SheetRecorded | EntryRecorded)
                refusal = self.moment.refusal(event)
                if refusal is not None:
                    return refusal
                number = self.size + len(events)
                events.append(structs.replace(event, seq=number, key=None if events else key))
            seq = self._append(events, reader.texts.values(), key, (self._key(),))
            return Recorded(seq, self._signed())

    def change_key(self, reason: str, expected: int, key: str) -> Recorded | RefusedEvent:
        """Hand over to a new key: ``planned`` (the old key signs for it), ``lost`` or ``compromised``."""
        with self._beside.alone():
            self._catch_up()
            if expected != self.size:
                raise SizeDiffers(expected, self.size)
            state = self.moment.state
            fresh = self._beside.new_key(state.origin)
            public = str(fresh.verifier())
            signers: tuple[SigningKey, ...] = (fresh,)
            signature = None
            if reason == "planned":
                old = self._key()
                message = key_change_message(state.origin, self.size, public)
                signers, signature = (fresh, old), write_base64(old.sign(message))
            event = KeyChanged(
                seq=self.size, at=self._now(), log_key=public, reason=reason, signature=signature, key=key
            )
            refusal = self.moment.refusal(event)
            if refusal is not None:
                return refusal
            seq = self._append([event], (), key, signers)
            return Recorded(seq, self._signed())

    def receipt(self, seq: int) -> Receipt:
        """The receipt of a line under the last checkpoint, which another process may just have signed."""
        with self._beside.alone():
            self._catch_up()
            (line,) = self._storage.read(seq, seq + 1)
            return receipt_of(line, seq, self.tree.node, self._signed())

    def signed(self) -> Note:
        """The last signed checkpoint, with every line under it read."""
        with self._beside.alone():
            self._catch_up()
            return self._signed()

    def rebuild(self) -> bool:
        """Make anew what can be made anew, the leaf hashes; says whether what was kept differed."""
        self.read()
        with self._beside.alone():
            kept = self._beside.leaves()
            self._keep_leaves(0)
            return kept != self._beside.leaves()

    # How it is done

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC).replace(microsecond=0)

    def _catch_up(self) -> None:
        """Take the lines that are new; then hold them against the last checkpoint, and sign what is not."""
        for line in self._storage.read(self.size):
            self._take(line)
        last = self._last()
        if last is None:
            if self.size:
                self._keep_leaves(0)
                self._sign((self._key(),))
            return
        note, checkpoint = last
        if checkpoint.size > self.size:
            raise fewer_lines(self.size, checkpoint.size)
        if self.tree.root(checkpoint.size) != checkpoint.root:
            raise LedgerBroken("root_differs", size=checkpoint.size)
        if not any(note.signed_by(held.key) for held in self.moment.state.keys):
            raise LedgerBroken("checkpoint_unsigned", size=checkpoint.size)
        if checkpoint.size < self.size:
            self.resumed += self.size - checkpoint.size
            self._keep_leaves(checkpoint.size)
            self._sign((self._key(),))

    def _take(self, line: bytes) -> None:
        seq = self.size
        try:
            event = decode(line)
            if event.seq != seq:
                raise LedgerBroken("wrong_number", line=seq, found=event.seq)
            refusal = self.moment.take(event)
        except NotCanonical as error:
            raise LedgerBroken(error.code, line=seq) from None
        except NotFolded as error:
            raise LedgerBroken("not_foldable", line=seq, why=error.code) from None
        if refusal is not None:
            raise LedgerBroken("act_not_allowed", line=seq, why=refusal.code)
        self.tree.append(leaf_hash(line))

    def _last(self) -> tuple[Note, Checkpoint] | None:
        """The last checkpoint kept, not verified yet."""
        data = self._beside.checkpoint()
        if data is None:
            return None
        try:
            note = Note.read(data)
            return note, Checkpoint.read(note.text)
        except NoteBroken as broken:
            raise LedgerBroken("checkpoint_unreadable", why=broken.code) from None

    def _signed(self) -> Note:
        data = self._beside.checkpoint()
        assert data is not None, "a checkpoint is kept after each append"
        return Note.read(data)

    def _key(self) -> SigningKey:
        public = self.moment.state.key
        assert public is not None, "the first line names the key"
        key = self._beside.signing_key(public)
        if key is None:
            raise NoKey(public)
        return key

    def _append(
        self, events: Iterable[Event], texts: Iterable[Kept], key: str, signers: tuple[SigningKey, ...]
    ) -> int:
        """Keep the texts, append the lines, take them, sign; gives the number of the first line."""
        lines = [encode(event) for event in events]
        kept = list(texts)
        self._beside.keep_texts(kept)
        try:
            start = self._storage.append(lines, self.size, key).start
        except NotAppended:
            self._beside.erase_texts(text.digest for text in kept)
            raise
        for line in lines:
            self._take(line)
        try:
            self._keep_leaves(start)
            self._sign(signers)
        except NotAppended as cause:
            raise NotSigned(cause) from cause
        return start

    def _keep_leaves(self, start: int) -> None:
        self._beside.keep_leaves(start, (self.tree.node(0, index) for index in range(start, self.size)))

    def _sign(self, signers: tuple[SigningKey, ...]) -> None:
        checkpoint = Checkpoint(self.moment.state.origin, self.size, self.tree.root())
        self._beside.keep_checkpoint(sign_checkpoint(checkpoint, *signers).written())

    def _pinned(self, event: ResultProclaimed) -> ResultProclaimed:
        """The proclamation with what it rests on: the ledger so far, the rules, the result, the software."""
        try:
            act = self.moment.act(event)
            counts = self.moment.counts()
        except NotFolded:
            return event  # the refusal says why
        assert isinstance(act, Proclaimed)
        pins = pins_of(act, counts, self.size, self.tree.root(), VERSION)
        return structs.replace(event, pins=pins)

    def _replayed(self, intention: Mapping[str, Any], seq: int) -> Recorded | RefusedEvent:
        """The answer given before, if the same was meant."""
        (line,) = self._storage.read(seq, seq + 1)
        event = decode(line)
        if not meant(event, intention, self.moment.state.texts):
            return RefusedEvent("key_reused", str(intention.get("event", "")), {"line": seq})
        return Recorded(seq, self._signed(), replayed=True)
