# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who sits at which table in each round, so that people meet as many new people as they can. Pure.

This is the social golfer problem. We start from a rotation in which the person on seat j moves j
tables further each round (the constructive seeding of Dotú and Van Hentenryck 2005, 'Scheduling
Social Golfers Locally'), and then swap people as long as that saves a second meeting, a bounded
number of times. Hosts stay, so do people who want to. Nobody is ever moved by who comes or leaves.
"""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

SIZE = 4  # people at a table; what is left over makes tables of 3
MOST_TABLES = 400
MOST_ROUNDS = 20
MOST_LOOKS = 60_000  # swaps that are weighed for one plan
SAMPLE = 40  # people to swap with that are weighed at a time
AGAIN = 3  # a second meeting weighs as much as coming back to so many tables
WAIT = 6  # turns before someone who was moved may be moved again

Round = Mapping[int, int]
"""Per person the number of the table, from 1."""


@dataclass(frozen=True)
class Room:
    """Who is there. Hosts and people who stay count as people at their table.

    `hosts` maps a person to the table they keep. Who `stays` keeps the table of the last round
    that was. Without `tables` there are as many as `sizes` says, or as hosts need.
    """

    people: Sequence[int]
    hosts: Mapping[int, int] = field(default_factory=dict)
    stays: Collection[int] = ()
    tables: int | None = None
    seed: int = 0


def sizes(count: int) -> tuple[int, ...]:
    """How many people sit at each table: four, and three at the last ones if it does not fit.

    Two or five people make one table; every other number from three on makes tables of 3 and 4.
    """
    tables = 1 if count == SIZE + 1 else -(-count // SIZE)
    return tuple(count // tables + (n < count % tables) for n in range(tables)) if tables else ()


def plan(room: Room, rounds: int, past: Sequence[Round] = ()) -> tuple[Round, ...]:
    """The coming rounds, given the rounds that were. The same room and seed give the same plan.

    Tables differ by at most one person, unless hosts or those who stay fill one. Never more
    repeated meetings than `simple` has. Raises ValueError when rounds or tables are too many.
    """
    seats = _Seats(room, rounds, past)
    start = seats.rounds()
    search = _Search(seats, start, past)
    search.run()
    return search.best


def simple(room: Room, rounds: int, past: Sequence[Round] = ()) -> tuple[Round, ...]:
    """The rotation that a search starts from: seat j moves j tables further each round."""
    return _Seats(room, rounds, past).rounds()


def repeats(rounds: Sequence[Round]) -> int:
    """How many meetings are a second, third … meeting of the same two people."""
    return sum(times - 1 for times in meetings(rounds).values())


def meetings(rounds: Sequence[Round]) -> Counter[tuple[int, int]]:
    """How often each two people, the lower number first, are at one table."""
    found: Counter[tuple[int, int]] = Counter()
    for each in rounds:
        for people in at_tables(each).values():
            found.update(combinations(people, 2))
    return found


def at_tables(each: Round) -> dict[int, list[int]]:
    """Per table who sits there, in order."""
    found: dict[int, list[int]] = {}
    for person in sorted(each):
        found.setdefault(each[person], []).append(person)
    return dict(sorted(found.items()))


class _Seats:
    """The chairs: who keeps one, and the rotation of all others."""

    def __init__(self, room: Room, rounds: int, past: Sequence[Round]) -> None:
        self.fixed = _fixed(room, past)
        self.movers = sorted(set(room.people) - set(self.fixed))
        self.tables = _table_count(room, self.fixed)
        if not 0 <= rounds <= MOST_ROUNDS or self.tables > MOST_TABLES:
            raise ValueError("too many rounds or tables")
        self.count = rounds
        self.chance = random.Random(room.seed)
        self.past = past

    def rounds(self) -> tuple[Round, ...]:
        movers = list(self.movers)
        random.Random(self.chance.random()).shuffle(movers)
        rows = self._rows()
        offset = len(self.past)
        return tuple(
            dict(sorted((self.fixed | self._round(rows, movers, number + offset)).items()))
            for number in range(self.count)
        )

    def _rows(self) -> list[list[int]]:
        """Per seat number the tables where a mover takes it; seats are filled evenly."""
        taken = Counter(self.fixed.values())
        rows: list[list[int]] = []
        left = len(self.movers)
        seat = 0
        while left:
            row = [table for table in range(1, self.tables + 1) if taken[table] <= seat][:left]
            rows += [row] if row else []
            left -= len(row)
            seat += 1
        return rows

    def _round(self, rows: list[list[int]], movers: list[int], number: int) -> dict[int, int]:
        """Everyone on the j-th seat, from 1, is j × number tables further."""
        found: dict[int, int] = {}
        rest = iter(movers)
        for seat, row in enumerate(rows):
            for place, _ in enumerate(row):
                found[next(rest)] = row[(place + (seat + 1) * number) % len(row)]
        return found


def _fixed(room: Room, past: Sequence[Round]) -> dict[int, int]:
    """Who keeps a table: hosts, and who stays at the table they were at."""
    people = set(room.people)
    last = past[-1] if past else {}
    stays = {person: last[person] for person in room.stays if person in last}
    fixed = stays | dict(room.hosts)
    return {person: table for person, table in sorted(fixed.items()) if person in people}


def _table_count(room: Room, fixed: Mapping[int, int]) -> int:
    wanted = room.tables or len(sizes(len(set(room.people))))
    if min(fixed.values(), default=1) < 1:
        raise ValueError("tables are counted from 1")
    return max(wanted, *fixed.values(), 1) if fixed else max(wanted, 1)


class _Search:
    """Swaps two people in one round, again and again, and keeps the best rounds it came by.

    A search with a memory (tabu): the best swap found is taken even if it is worse, and who was
    moved waits. Cost: first repeated meetings, then tables that someone comes back to.
    """

    def __init__(self, seats: _Seats, start: Sequence[Round], past: Sequence[Round]) -> None:
        self.seats = seats
        self.rounds = [dict(each) for each in start]
        self.people = [at_tables(each) for each in start]
        self.met: Counter[tuple[int, int]] = Counter()
        self.visits: Counter[tuple[int, int]] = Counter()
        for each in (*past, *start):
            self.visits.update((p, table) for p, table in each.items() if p not in seats.fixed)
            for here in at_tables(each).values():
                self.met.update((a, b) for a in here for b in here if a != b)
        self.again = sum(times - 1 for times in self.met.values()) // 2
        self.back = sum(times - 1 for times in self.visits.values())
        self.best = tuple(start)
        self.best_cost = (self.again, self.back)
        total = len(past) + len(start)
        self.least = (repeats(past), len(seats.movers) * max(0, total - seats.tables))

    def run(self) -> None:
        chance, movers = self.seats.chance, self.seats.movers
        turns = [(number, person) for number in range(len(self.rounds)) for person in movers]
        waits: dict[tuple[int, int], int] = {}
        looks = turn = 0
        fullness = max(1, len(self.seats.movers) // (self.seats.tables * SIZE))  # more to count
        while (
            turns and self.seats.tables > 1 and looks < MOST_LOOKS and self.best_cost > self.least
        ):
            turn += 1
            tried = chance.choices(turns, k=SAMPLE)
            number, person = max(tried, key=lambda pair: self._weight(*pair))
            others = [
                other
                for other in chance.sample(movers, min(len(movers), SAMPLE))
                if waits.get((number, other), 0) < turn
                and self.rounds[number][other] != self.rounds[number][person]
            ]
            looks += (len(tried) + len(others)) * fullness
            if others and waits.get((number, person), 0) < turn:
                other = max(others, key=lambda p: self._gain(number, person, p))
                self._swap(number, person, other)
                waits[number, person] = waits[number, other] = turn + chance.randint(WAIT, 2 * WAIT)

    def _weight(self, number: int, person: int) -> int:
        """What this person's place in this round costs."""
        table = self.rounds[number][person]
        again = sum(self.met[person, mate] - 1 for mate in self._mates(number, person))
        return AGAIN * again + self.visits[person, table] - 1

    def _mates(self, number: int, person: int) -> list[int]:
        table = self.rounds[number][person]
        return [mate for mate in self.people[number][table] if mate != person]

    def _gain(self, number: int, one: int, other: int) -> int:
        """What it saves when two people from different tables change places."""
        here, there = self.rounds[number][one], self.rounds[number][other]
        mine, theirs = self._mates(number, one), self._mates(number, other)
        met, visits = self.met, self.visits
        now = sum(met[one, p] - 1 for p in mine) + sum(met[other, p] - 1 for p in theirs)
        then = sum(met[one, p] for p in theirs) + sum(met[other, p] for p in mine)
        back = visits[one, here] - 1 - visits[one, there]
        back += visits[other, there] - 1 - visits[other, here]
        return AGAIN * (now - then) + back

    def _swap(self, number: int, one: int, other: int) -> None:
        here, there = self.rounds[number][one], self.rounds[number][other]
        mine, theirs = self._mates(number, one), self._mates(number, other)
        for person, old, new, before, after in (
            (one, here, there, mine, theirs),
            (other, there, here, theirs, mine),
        ):
            for mate in before:
                self._meet(person, mate, -1)
            for mate in after:
                self._meet(person, mate, 1)
            self._visit(person, old, -1)
            self._visit(person, new, 1)
            self.rounds[number][person] = new
        self.people[number][here] = [*mine, other]
        self.people[number][there] = [*theirs, one]
        if (self.again, self.back) < self.best_cost:
            self.best_cost = (self.again, self.back)
            self.best = tuple(dict(each) for each in self.rounds)

    def _meet(self, one: int, other: int, step: int) -> None:
        self.again += _extra(self.met[one, other] + step) - _extra(self.met[one, other])
        self.met[one, other] += step
        self.met[other, one] += step

    def _visit(self, person: int, table: int, step: int) -> None:
        known = self.visits[person, table]
        self.back += _extra(known + step) - _extra(known)
        self.visits[person, table] += step


def _extra(times: int) -> int:
    """How many of so many times are more than the first."""
    return max(times - 1, 0)
