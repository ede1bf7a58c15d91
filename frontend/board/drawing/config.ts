// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What the page of a drawing gets from the server: netwerkbouwer/boards/drawing_views.py. */
import type { Addresses } from "../../live/connection";
import type { Id } from "../../live/operations";

export type Half = "culture" | "other";

export interface Step {
  slug: string;
  title: string;
  ask: string;
  address: string;
}

export interface Line {
  key: string;
  label: string;
}

export interface Zone {
  key: string;
  /** Slug of its step. */
  step: string;
  kind: string;
  title: string;
  prompt: string;
  /** The types of card it holds, the usual one first. */
  cardTypes: string[];
  /** What its own types are called. */
  types: Record<string, string>;
  isSingle: boolean;
  /** Holds nothing itself. */
  isView: boolean;
  limit: number;
  deck: string;
  ownCards: boolean;
  privateTypes: string[];
  choices: Record<string, string>;
  statuses: Record<string, string>;
  source: string[];
  themes: (Line & { columns: Line[] })[];
  rows: Line[];
  columns: Line[];
  rowsFrom: string | null;
  columnsFrom: string | null;
}

export interface Config {
  board: Id;
  /** The participant. */
  me: number;
  title: string;
  mayWrite: boolean;
  door: string;
  addresses: Addresses & { board: string; diagram: string };
  steps: Step[];
  zones: Zone[];
  /** Per pack, per item: what it is called. */
  decks: Record<string, Record<string, string>>;
  sectors: Record<string, string>;
  halves: Record<Half, string>;
  statuses: Record<string, string>;
}

export interface Bubble {
  key: string;
  /** Of the municipality; empty when we do not know it. */
  code: string;
  name: string;
  x: number;
  y: number;
  r: number;
  own: boolean;
  doubtful: boolean;
  title: { text: string; size: number; width: number };
  empty: Half[];
}

export interface Actor {
  key: Id;
  /** All cards of this organisation. */
  cards: Id[];
  bubble: string;
  half: Half;
  sector: string;
  x: number;
  y: number;
  r: number;
  lines: string[];
  size: number;
  number: number | null;
  chosen: boolean;
  doubtful: boolean;
}

export interface Thread {
  key: Id;
  name: string;
  members: Id[];
  path: string;
  knots: [number, number][];
  letter: string;
  x: number;
  y: number;
  r: number;
}

/** The bubble diagram as boards/layout.py laid it out, in its own units. */
export interface Diagram {
  width: number;
  height: number;
  labels: "names" | "numbers";
  bubbles: Bubble[];
  actors: Actor[];
  threads: Thread[];
}
