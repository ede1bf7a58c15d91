// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The copy of the board itself: what was confirmed, what is on its way, and the two together. */
import type { Gathered } from "./change";
import { Confirmed, type Missing } from "./confirmed";
import { Entries, type Entry } from "./entries";
import { cardOf, type Id, type Operation } from "./operations";
import { type Lying, perform } from "./perform";
import type { BoardWords, Card, Done, Refusal, State } from "./protocol";
import { Shown } from "./shown";

export type Board = BoardWords & { id: Id };

export class Replica {
  readonly confirmed = new Confirmed();
  readonly shown = new Shown();
  readonly entries = new Entries();
  mine = new Set<Id>();
  confirmedVotes: Record<Id, number> = {};
  confirmedBoard: Board = { id: "", title: "", variant: "vl" };
  #votes: Record<Id, number> | null = null;
  /** All cards, shown or not, with what they hang under, and the other way round. */
  readonly #parents = new Map<Id, Id>();
  readonly #under = new Map<Id, Set<Id>>();

  get board(): Board {
    let board = this.confirmedBoard;
    for (const { op } of this.entries.all) {
      if (op.type !== "set_board") continue;
      board = { ...board, title: op.title || board.title, variant: op.variant || board.variant };
    }
    return board;
  }

  /** My dots per card, with those on their way; the same object until they change. */
  get votes(): Readonly<Record<Id, number>> {
    if (this.#votes) return this.#votes;
    const votes = { ...this.confirmedVotes };
    for (const { op } of this.entries.all) if (op.type === "cast_vote") votes[op.card] = op.dots;
    this.#votes = Object.fromEntries(Object.entries(votes).filter(([, dots]) => dots > 0));
    return this.#votes;
  }

  setVotes(votes: Record<Id, number>, change: Gathered): void {
    this.confirmedVotes = { ...votes };
    this.#votes = null;
    change.parts.add("votes");
  }

  /** Take over a state; gives what is missing before it. */
  take(state: State, isFirst: boolean, change: Gathered): Missing {
    const { changed, missing } = this.confirmed.take(state, isFirst);
    change.isReset ||= state.reset && !missing;
    if (state.board && !missing) this.#takeWords(state.board, change);
    for (const id of changed) this.show(id, change);
    this.settle(change);
    return missing;
  }

  #takeWords(words: BoardWords, change: Gathered): void {
    const { title, variant } = this.confirmedBoard;
    if (title === words.title && variant === words.variant) return;
    this.confirmedBoard = { ...this.confirmedBoard, ...words };
    change.parts.add("board");
  }

  /** Put an own change on top. */
  enter(entry: Entry, change: Gathered): void {
    this.entries.put(entry);
    change.parts.add("waiting");
    this.touch(entry.op, change);
  }

  /** Note the server's answer; gives the changes of which the basis is known now. */
  answered(entry: Entry, done: Done, change: Gathered): Entry[] {
    const released = this.entries.answered(entry, done);
    change.parts.add("waiting");
    this.touch(entry.op, change);
    return released;
  }

  refused(entry: Entry, refusal: Refusal, change: Gathered): Entry[] {
    const released = this.entries.refused(entry, refusal);
    this.entries.take([entry]);
    change.parts.add("waiting");
    this.touch(entry.op, change);
    return released;
  }

  /** Take away own changes that are answered and part of what was confirmed. */
  settle(change: Gathered): void {
    const rev = this.confirmed.rev ?? -1;
    const settled = this.entries.all.filter((entry) => entry.answer && entry.answer.rev <= rev);
    for (const { op } of settled) {
      if (op.type === "add_card") this.mine.add(op.card);
      if (op.type === "cast_vote") this.confirmedVotes[op.card] = op.dots;
    }
    this.entries.take(settled);
    for (const { op } of settled) this.touch(op, change);
  }

  /** Show again what an operation is about. */
  touch(op: Operation, change: Gathered): void {
    const card = cardOf(op);
    if (card !== null) this.show(card, change);
    if (op.type === "set_board") change.parts.add("board");
    if (op.type !== "cast_vote") return;
    this.#votes = null;
    change.parts.add("votes");
  }

  /** A card shows when the whole line of cards that it hangs under does. */
  show(id: Id, change: Gathered): void {
    const before = this.shown.cards.get(id);
    const card = this.#together(id);
    this.#hang(id, card?.parent ?? null);
    const hasPlace = !card?.parent || this.shown.cards.has(card.parent);
    const shown = hasPlace ? card : undefined;
    if (shown === before) return;
    for (const zone of this.shown.set(id, shown)) change.zones.add(zone);
    change.cards.add(id);
    if (Boolean(shown) === Boolean(before)) return;
    for (const child of [...(this.#under.get(id) ?? [])]) this.show(child, change);
  }

  #hang(id: Id, parent: Id | null): void {
    const former = this.#parents.get(id) ?? null;
    if (former === parent) return;
    if (former !== null) this.#under.get(former)?.delete(id);
    if (parent === null) {
      this.#parents.delete(id);
      return;
    }
    this.#parents.set(id, parent);
    const under = this.#under.get(parent) ?? new Set();
    this.#under.set(parent, under.add(id));
  }

  /** The confirmed card with the own changes that it does not hold yet. */
  #together(id: Id): Card | undefined {
    const confirmed = this.confirmed.cards.get(id) ?? null;
    const own = this.entries.of(id);
    if (!own.length) return confirmed ?? undefined;
    const rev = confirmed?.rev ?? -1;
    const unseen = own.filter((entry) => !entry.answer || entry.answer.rev > rev);
    let lying: Lying = { card: confirmed, isRemoved: false };
    for (const entry of unseen) {
      lying = perform(lying, entry.op, entry.answer?.outcome ?? entry.guess);
    }
    return lying.card && !lying.isRemoved ? this.#withDots(lying.card, unseen) : undefined;
  }

  #withDots(card: Card, unseen: readonly Entry[]): Card {
    const op = unseen.findLast((entry) => entry.op.type === "cast_vote")?.op;
    if (op?.type !== "cast_vote" || card.votes === null) return card;
    const votes = card.votes + op.dots - (this.confirmedVotes[card.id] ?? 0);
    return { ...card, votes: Math.max(0, votes) };
  }
}
