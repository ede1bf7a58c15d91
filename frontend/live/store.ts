// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The board as this person sees it: what the server confirmed, with the own changes on top. The
 * only module that changes it. Screens read, subscribe and `do`; the connection calls `apply`.
 *
 *     const { store, connection } = await openBoard(config)   // open.ts: with outbox and snapshot
 *     const stop = store.subscribe((change) => ...)     // change.cards, change.zones, change.parts
 *     store.cardsIn("strengths")   store.childrenOf(id)   store.linkedTo("alike", head)
 *     store.card(id)               store.view.cards       store.view.board.title
 *     store.isMine(id)             store.isPending(id)
 *     store.session   store.me   store.people   store.votes[id]   store.dotsLeft   store.timerLeft()
 *     store.do({ type: "add_card", card: newId(), zone: "strengths", card_type: "strength", text })
 *     store.do({ type: "move_card", card, position: between(before, next) })   // positions.ts
 *     store.unplaced                 // refused: { op, code, sentence, text }, oldest first
 *     store.retry(op.op_id)          store.discard(op.op_id)
 *
 * Cards and the arrays of `cardsIn` are never changed in place: another card or array means another
 * content, so they can be compared with `===` and keyed by id. `do` shows the change at once and
 * tells subscribers before it returns.
 *
 * Typing in a field: take `const writing = store.write(cardId)` when the field gets its text, call
 * `writing.save(text)` at each pause, and take a new one whenever you put another text in the field
 * (for example because someone else changed it while the field was not dirty). It knows which
 * revision the words were typed on, so that the server can join them with other people's.
 */
import { type Change, Gathered, type Part } from "./change";
import type { Missing } from "./confirmed";
import { Chain, type Entry, type Keeper, NOWHERE } from "./entries";
import { holdsWords, type Id, type LinkKind, newId, type Operation, type Wish } from "./operations";
import { guessed } from "./perform";
import type {
  Answer,
  Card,
  FromServer,
  Me,
  Person,
  Refusal,
  Session,
  State,
  Welcome,
} from "./protocol";
import { hasPassed, LATER, MAY_PASS, Refused, type Unplaced } from "./refused";
import { type Board, Replica } from "./replica";
import { type Snapshot, withoutContact } from "./snapshot";

export type { Change, Part, Snapshot, Unplaced };

export interface Writing {
  save(text: string): Operation;
}

interface Options {
  keeper?: Keeper;
  /** Milliseconds on a clock that never jumps. */
  now?: () => number;
  /** Whether new cards of this type start private, as the method says. */
  startsPrivate?: (zone: string, type: string) => boolean;
}

export class Store {
  me: Me | null = null;
  session: Session | null = null;
  people: readonly Person[] = [];
  unplaced: readonly Unplaced[] = [];
  /** The last change that was refused and held no words, so that it can be told once. */
  lastRefusal: Unplaced | null = null;
  readonly #replica = new Replica();
  readonly #refused = new Refused();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #keeper: Keeper;
  readonly #now: () => number;
  readonly #startsPrivate: (zone: string, type: string) => boolean;
  #timerEndsAt: number | null = null;
  #isPartial = false;
  /** Someone else now, or in another role: what is here may be what others may see. */
  #isOther = false;

  constructor(options: Options = {}) {
    this.#keeper = options.keeper ?? NOWHERE;
    this.#now = options.now ?? (() => performance.now());
    this.#startsPrivate = options.startsPrivate ?? (() => false);
  }

  // What a screen reads

  get view(): { cards: ReadonlyMap<Id, Card>; board: Board } {
    return { cards: this.#replica.shown.cards, board: this.#replica.board };
  }

  card(id: Id): Card | undefined {
    return this.#replica.shown.cards.get(id);
  }

  cardsIn(zone: string): readonly Card[] {
    return this.#replica.shown.zones.of(zone);
  }

  childrenOf(id: Id): readonly Card[] {
    return this.#replica.shown.parents.of(id);
  }

  linkedTo(kind: LinkKind, id: Id): ReadonlySet<Id> {
    return this.#replica.shown.linkedTo(kind, id);
  }

  isMine(id: Id): boolean {
    return (
      this.#replica.mine.has(id) ||
      this.#replica.entries.of(id).some((entry) => entry.op.type === "add_card")
    );
  }

  /** Whether an own change of this card still waits for the server. */
  isPending(id: Id): boolean {
    return this.#replica.entries.of(id).some((entry) => !entry.answer);
  }

  /** My dots per card, with those still on their way. */
  get votes(): Readonly<Record<Id, number>> {
    return this.#replica.votes;
  }

  /** Dots left of the budget; null when there is no voting. */
  get dotsLeft(): number | null {
    const voting = this.session?.voting;
    if (!voting) return null;
    const zones = new Set(voting.zones);
    const given = Object.entries(this.votes).filter(([id]) => zones.has(this.card(id)?.zone ?? ""));
    return voting.budget - given.reduce((sum, [, dots]) => sum + dots, 0);
  }

  /** Milliseconds left on the timer that all see, at least 0; null when there is none. */
  timerLeft(): number | null {
    return this.#timerEndsAt === null ? null : Math.max(0, this.#timerEndsAt - this.#now());
  }

  /** Changes that the server did not answer yet. */
  get waiting(): number {
    return this.#replica.entries.all.filter((entry) => !entry.answer).length;
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // What a person does

  do(wish: Wish): Operation {
    if (wish.type === "edit_text" && wish.based_on === undefined) {
      return this.write(wish.card).save(wish.text);
    }
    return this.#enter({ ...wish, op_id: newId() } as Operation, null);
  }

  /** Follow someone who types in this card's text, from the text it shows now. */
  write(card: Id): Writing {
    const basis = this.#replica.shown.cards.get(card)?.rev ?? 0;
    const chain = new Chain(basis, this.#replica.entries.lastText(card));
    return {
      save: (text: string): Operation => {
        const waiting = chain.unsent(this.#replica.entries);
        if (waiting) return this.#retype(waiting, text);
        const { based_on, follows } = chain.basis(this.#replica.entries);
        const op: Operation = { op_id: newId(), type: "edit_text", card, text, based_on };
        this.#enter(op, follows);
        chain.last = this.#replica.entries.get(op.op_id);
        return op;
      },
    };
  }

  /** Send a refused change again, with the other refused ones of its card, in their order. */
  retry(opId: Id): void {
    const change = new Gathered(true);
    this.#again(opId, change);
    this.#tell(change);
  }

  #again(opId: Id, change: Gathered): void {
    let text: Id | null = null;
    for (const { op } of this.#refused.takeGroup(opId)) {
      this.#keeper.forget(op.op_id);
      const again = { ...op, op_id: newId() };
      this.#enter(again, again.type === "edit_text" ? text : null, change);
      if (again.type === "add_card" || again.type === "edit_text") text = again.op_id;
    }
    this.unplaced = this.#refused.list();
    change.parts.add("unplaced");
  }

  /** The person does not want it any more. */
  discard(opId: Id): void {
    for (const { op } of this.#refused.takeGroup(opId)) this.#keeper.forget(op.op_id);
    this.#toldUnplaced(new Gathered(true));
  }

  // What the connection does

  /**
   * Take over a message; gives what must be asked again because it is missing here.
   * `isFirst`: the first state of a connection, true whatever was known before.
   */
  apply(message: FromServer, isFirst = false): Missing {
    const change = new Gathered(false);
    const missing = this.#take(message, isFirst, change);
    this.#tell(change);
    return missing;
  }

  /** Everything up to this revision is here; null: nothing, or not enough to catch up from. */
  get rev(): number | null {
    return this.#isPartial ? null : this.#replica.confirmed.rev;
  }

  /** What might be seen at `rev`, as the server calls it. */
  get sight(): string {
    return this.#replica.confirmed.sight;
  }

  /** Operations to send now, in order. */
  sendable(): readonly Entry[] {
    return this.#replica.entries.sendable();
  }

  /** What this device kept from before. */
  restore(entries: readonly Entry[]): void {
    const change = new Gathered(true);
    for (const entry of entries) {
      const opId = entry.op.op_id;
      if (this.#replica.entries.get(opId) || this.#refused.has(opId)) continue;
      if (entry.refusal) this.#refused.put(entry);
      else this.#replica.enter(entry, change);
    }
    change.parts.add("waiting");
    this.#toldUnplaced(change);
  }

  load(snapshot: Snapshot): void {
    const { me, mine, votes, board, session } = snapshot;
    const welcome = { t: "welcome" as const, rev: snapshot.rev, me, mine, votes, board, session };
    this.apply({ ...welcome, people: [] });
    const { rev, sight, cards } = snapshot;
    const state = { t: "state" as const, rev, sight, from: 0, reset: true, gone: [], board };
    this.apply({ ...state, cards }, true);
    this.#isPartial = snapshot.isPartial;
  }

  /** What may stay on this device; null before the first welcome. */
  snapshot(): Snapshot | null {
    const rev = this.#replica.confirmed.rev;
    if (!this.me || rev === null) return null;
    const cards = [...this.#replica.confirmed.cards.values()].map(withoutContact);
    const isPartial =
      this.#isPartial || cards.some((c) => c !== this.#replica.confirmed.cards.get(c.id));
    const { me, session, sight } = this;
    const [mine, votes, board] = [
      [...this.#replica.mine],
      this.#replica.confirmedVotes,
      this.#replica.confirmedBoard,
    ];
    return { rev, sight, isPartial, cards, me, mine, votes, board, session };
  }

  #take(message: FromServer, isFirst: boolean, change: Gathered): Missing {
    switch (message.t) {
      case "welcome":
        this.#takeWelcome(message, change);
        return null;
      case "state":
        return this.#takeState(message, isFirst, change);
      case "acks":
        for (const answer of message.answers) this.#takeAnswer(answer, change);
        this.#replica.settle(change);
        return null;
      case "session":
        if (message.me) this.#takeMe(message.me, change);
        this.#takeSession(message.session, change);
        return null;
      case "people":
        this.people = message.people;
        change.parts.add("people");
        return null;
      default:
        return null;
    }
  }

  #takeWelcome(message: Welcome, change: Gathered): void {
    const { me } = this;
    this.#takeMe(message.me, change);
    this.#takeSession(message.session, change);
    this.#isOther ||= me !== null && (me.id !== message.me.id || me.role !== message.me.role);
    this.#replica.mine = new Set(message.mine);
    this.#replica.setVotes(message.votes, change);
    this.#replica.confirmedBoard = message.board;
    this.people = message.people;
    change.parts.add("people").add("board");
  }

  #takeState(state: State, isFirst: boolean, change: Gathered): Missing {
    const missing = this.#replica.take(state, isFirst, change);
    const isOther = this.#isOther && !state.reset;
    this.#isOther = false;
    if (change.isReset) this.#isPartial = false;
    return isOther ? "all" : missing;
  }

  #takeAnswer(answer: Answer, change: Gathered): void {
    const entry = this.#replica.entries.get(answer.op_id);
    if (!entry || entry.answer) return;
    if (!("refused" in answer)) {
      for (const other of this.#replica.answered(entry, answer, change)) this.#keeper.keep(other);
      this.#keeper.forget(entry.op.op_id);
    } else if (!LATER.has(answer.refused)) {
      for (const other of this.#replica.refused(entry, answer, change)) this.#keeper.keep(other);
      this.#setAside(entry, answer, change);
    }
  }

  /** Words are never thrown away; neither is what may be done later. */
  #setAside(entry: Entry, { refused: code, sentence }: Refusal, change: Gathered): void {
    if (MAY_PASS.has(code) || holdsWords(entry.op) || this.#refused.isAbout(entry.op)) {
      this.#refused.put(entry);
      this.#keeper.keep(entry);
      this.unplaced = this.#refused.list();
      change.parts.add("unplaced");
      return;
    }
    this.#keeper.forget(entry.op.op_id);
    this.lastRefusal = { op: entry.op, code, sentence, text: "" };
    change.parts.add("refused");
  }

  #takeMe(me: Me, change: Gathered): void {
    this.me = me;
    change.parts.add("me");
  }

  #takeSession(session: Session | null, change: Gathered): void {
    if (session && this.session?.id === session.id && session.version < this.session.version)
      return;
    this.session = session;
    this.#timerEndsAt = session?.timer ? this.#now() + session.timer.left : null;
    change.parts.add("session");
    for (const { op } of this.unplaced.filter(({ code }) => hasPassed(code, session, this.me))) {
      this.#again(op.op_id, change);
    }
  }

  #enter(op: Operation, follows: Id | null, given?: Gathered): Operation {
    const change = given ?? new Gathered(true);
    const n = this.#replica.entries.nextNumber();
    const guess = guessed(op, {
      card: (id) => this.card(id),
      lastPosition: (zone) => this.#replica.shown.zones.last(zone),
      startsPrivate: this.#startsPrivate,
    });
    const entry: Entry = { op, n, follows, isSent: false, guess, answer: null, refusal: null };
    this.#replica.enter(entry, change);
    this.#keeper.keep(entry);
    if (!given) this.#tell(change);
    return op;
  }

  #retype(entry: Entry, text: string): Operation {
    const change = new Gathered(true);
    entry.op = { ...entry.op, text } as Operation;
    this.#keeper.keep(entry);
    this.#replica.touch(entry.op, change);
    this.#tell(change);
    return entry.op;
  }

  #toldUnplaced(change: Gathered): void {
    this.unplaced = this.#refused.list();
    change.parts.add("unplaced");
    this.#tell(change);
  }

  #tell(change: Gathered): void {
    if (change.isEmpty) return;
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        reportError(error); // one screen's mistake is not the other's
      }
    }
  }
}
