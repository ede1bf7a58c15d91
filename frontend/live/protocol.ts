// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The messages between a browser and a live board, and the only place that reads what the server
 * sends. What does not fit is not used; the reason is handed back.
 */
import type { Fields, Id, LinkKind, Operation } from "./operations";
import {
  flag,
  type Guard,
  list,
  Misfit,
  mapOf,
  nullable,
  number,
  oneOf,
  open,
  optional,
  pair,
  record,
  text,
} from "./reading";

export const VERSION = 1;

export type Role = "editor" | "host" | "participant" | "reader";

export interface Card {
  id: Id;
  zone: string;
  type: string;
  parent: Id | null;
  /** Order in the zone: compared as plain text, ties by id. */
  position: string;
  text: string;
  /** A second text that clashed with the first; someone chooses. */
  other_text: string;
  fields: Fields;
  private: boolean;
  /** The revision that changed it last. */
  rev: number;
  table: number | null;
  round: number | null;
  /** Sorted pairs of kind and card id, such as ["alike", head]. */
  links: [LinkKind, Id][];
  /** Dots of everyone together; null while they are not shown. */
  votes: number | null;
  /** Participant who made it; null for all but editors. */
  by: number | null;
}

export interface Me {
  id: number;
  name: string;
  role: Role;
  table: number | null;
  waiting: boolean;
}

export interface Person {
  id: number;
  name: string;
  role: Role;
  table: number | null;
  /** The card this person types on. */
  typing: Id | null;
}

export interface Voting {
  zones: string[];
  budget: number;
}

export interface Session {
  id: Id;
  title: string;
  version: number;
  state: string;
  paused: boolean;
  readOnly: boolean;
  locked: boolean;
  /** Slug of the step everyone is at; null: everyone free. */
  step: string | null;
  prompt: string;
  /** Milliseconds left when the message was made; the store turns it into a moment. */
  timer: { left: number } | null;
  hidden: string[];
  voting: Voting | null;
  votesShown: boolean;
  round: number | null;
  sheets: string;
  /** Only for editors and the projector. */
  code: string | null;
  address: string | null;
}

export interface BoardWords {
  title: string;
  variant: "vl" | "nl";
}

export interface Welcome {
  t: "welcome";
  rev: number;
  me: Me;
  mine: Id[];
  votes: Record<Id, number>;
  board: BoardWords & { id: Id };
  session: Session | null;
  people: Person[];
}

export interface State {
  t: "state";
  rev: number;
  /** Follows on what a client has at this revision or a later one. */
  from: number;
  /** Forget all confirmed cards first. */
  reset: boolean;
  /** The server's name for what may be seen now; goes along with the next hello. */
  sight: string;
  cards: Card[];
  gone: Id[];
  board: BoardWords | null;
}

/** What the server made of an operation, such as the position or the merged text. */
export interface Outcome {
  position?: string;
  private?: boolean;
  text?: string;
  other_text?: string;
  fields?: Fields;
  zone?: string;
  parent?: Id | null;
  title?: string;
  variant?: "vl" | "nl";
  dots?: number;
  table?: number;
  round?: number;
}

export interface Done {
  op_id: Id;
  rev: number;
  outcome: Outcome;
}

export interface Refusal {
  op_id: Id;
  refused: string;
  sentence: string;
  /** Seconds after which it may be sent again. */
  again: number | null;
}

export type Answer = Done | Refusal;

export interface Acks {
  t: "acks";
  n: number;
  answers: Answer[];
}

export interface SessionNews {
  t: "session";
  session: Session | null;
  me: Me | null;
}

export interface People {
  t: "people";
  people: Person[];
}

export interface Bye {
  t: "bye";
  code: string;
  sentence: string;
}

export interface Pong {
  t: "pong";
}

export type FromServer = Welcome | State | Acks | SessionNews | People | Bye | Pong;

export interface Here {
  card: Id | null;
  zone: string | null;
  typing: boolean;
}

export type ToServer =
  | { t: "hello"; v: number; ticket: string; rev: number | null; sight: string }
  | { t: "ops"; n: number; ops: Operation[] }
  | ({ t: "here" } & Here)
  | { t: "ping" };

export interface Ticket {
  ticket: string;
  seconds: number;
  address: string;
}

export interface Standing {
  welcome: Welcome | null;
  state: State;
}

export interface Posted {
  acks: Acks;
  state: State | null;
}

const ROLE = oneOf<Role>("editor", "host", "participant", "reader");
const LINK = oneOf<LinkKind>("member", "source", "alike");
const VARIANT = oneOf<"vl" | "nl">("vl", "nl");

const card: Guard<Card> = record({
  id: text,
  zone: text,
  type: text,
  parent: nullable(text),
  position: text,
  text,
  other_text: text,
  fields: open,
  private: flag,
  rev: number,
  table: nullable(number),
  round: nullable(number),
  links: list(pair(LINK, text)),
  votes: nullable(number),
  by: nullable(number),
});

const me: Guard<Me> = record({
  id: number,
  name: text,
  role: ROLE,
  table: nullable(number),
  waiting: flag,
});

const person: Guard<Person> = record({
  id: number,
  name: text,
  role: ROLE,
  table: nullable(number),
  typing: nullable(text),
});

const session: Guard<Session> = record({
  id: text,
  title: text,
  version: number,
  state: text,
  paused: flag,
  readOnly: flag,
  locked: flag,
  step: nullable(text),
  prompt: text,
  timer: nullable(record({ left: number })),
  hidden: list(text),
  voting: nullable(record({ zones: list(text), budget: number })),
  votesShown: flag,
  round: nullable(number),
  sheets: text,
  code: nullable(text),
  address: nullable(text),
});

const words: Guard<BoardWords> = record({ title: text, variant: VARIANT });

const state: Guard<State> = record({
  t: oneOf("state"),
  rev: number,
  from: number,
  reset: flag,
  sight: text,
  cards: list(card),
  gone: list(text),
  board: nullable(words),
});

const welcome: Guard<Welcome> = record({
  t: oneOf("welcome"),
  rev: number,
  me,
  mine: list(text),
  votes: mapOf(number),
  board: record({ id: text, title: text, variant: VARIANT }),
  session: nullable(session),
  people: list(person),
});

const outcome: Guard<Outcome> = record({
  position: optional(text),
  private: optional(flag),
  text: optional(text),
  other_text: optional(text),
  fields: optional(open),
  zone: optional(text),
  parent: optional(nullable(text)),
  title: optional(text),
  variant: optional(VARIANT),
  dots: optional(number),
  table: optional(number),
  round: optional(number),
});

const done: Guard<Done> = record({ op_id: text, rev: number, outcome });
const refusal: Guard<Refusal> = record({
  op_id: text,
  refused: text,
  sentence: text,
  again: nullable(number),
});

const answer: Guard<Answer> = (value, at) =>
  typeof value === "object" && value !== null && "refused" in value
    ? refusal(value, at)
    : done(value, at);

const acks: Guard<Acks> = record({ t: oneOf("acks"), n: number, answers: list(answer) });

const MESSAGES: Record<FromServer["t"], Guard<FromServer>> = {
  welcome,
  state,
  acks,
  session: record({ t: oneOf("session"), session: nullable(session), me: nullable(me) }),
  people: record({ t: oneOf("people"), people: list(person) }),
  bye: record({ t: oneOf("bye"), code: text, sentence: text }),
  pong: record({ t: oneOf("pong") }),
};

export type Read<T> = { message: T } | { reason: string };

function attempt<T>(guard: Guard<T>, value: unknown): Read<T> {
  try {
    return { message: guard(value, "") };
  } catch (error) {
    if (error instanceof Misfit) return { reason: error.message };
    throw error;
  }
}

function kindOf(value: unknown): FromServer["t"] | null {
  const kind = typeof value === "object" && value !== null && "t" in value ? value.t : null;
  return typeof kind === "string" && Object.hasOwn(MESSAGES, kind)
    ? (kind as FromServer["t"])
    : null;
}

/** One frame of the socket. */
export function readFrame(data: unknown): Read<FromServer> {
  if (typeof data !== "string") return { reason: "not text" };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { reason: "not JSON" };
  }
  const kind = kindOf(value);
  return kind ? attempt(MESSAGES[kind], value) : { reason: "a kind of message we do not know" };
}

/** The answer to asking for a ticket. */
export function readTicket(value: unknown): Read<Ticket> {
  return attempt(record({ ticket: text, seconds: number, address: text }), value);
}

/** The board over plain HTTP. */
export function readStanding(value: unknown): Read<Standing> {
  return attempt(record({ welcome: nullable(welcome), state }), value);
}

/** The answer to operations over plain HTTP. */
export function readPosted(value: unknown): Read<Posted> {
  return attempt(record({ acks, state: nullable(state) }), value);
}

/** Why a whole request was refused; null when it was not, or nothing says why. */
export function readRefusal(value: unknown): { code: string; sentence: string } | null {
  const read = attempt(
    record<{ code: string; sentence: string }>({ code: text, sentence: text }),
    value,
  );
  return "message" in read ? read.message : null;
}
