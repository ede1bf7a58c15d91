// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** A small board for tests, in a real store. */
import type { Card } from "../../live/protocol";
import { Store } from "../../live/store";
import type { Config, Diagram, Zone } from "./config";

export function zone(key: string, kind: string, more: Partial<Zone> = {}): Zone {
  return {
    key,
    kind,
    step: "een",
    title: `Vak ${key}`,
    prompt: "",
    cardTypes: ["note"],
    types: {},
    isSingle: false,
    isView: false,
    limit: 500,
    deck: "",
    ownCards: true,
    privateTypes: [],
    choices: {},
    statuses: {},
    source: [],
    themes: [],
    rows: [],
    columns: [],
    rowsFrom: null,
    columnsFrom: null,
    ...more,
  };
}

export function card(id: string, zoneKey: string, more: Partial<Card> = {}): Card {
  return {
    id,
    zone: zoneKey,
    type: "note",
    parent: null,
    position: id,
    text: `Kaart ${id}`,
    other_text: "",
    fields: {},
    private: false,
    rev: 1,
    table: null,
    round: null,
    links: [],
    votes: null,
    by: null,
    ...more,
  };
}

export const CONFIG: Config = {
  board: "bord",
  me: 1,
  title: "Ons bord",
  mayWrite: true,
  door: "netwerk",
  addresses: { board: "/b", diagram: "/s", toegang: "/t", stand: "/st", operaties: "/o" },
  steps: [
    { slug: "een", title: "Eerste stap", ask: "Wat?", address: "/1" },
    { slug: "twee", title: "Tweede stap", ask: "Wie?", address: "/2" },
  ],
  zones: [
    zone("notes", "cards"),
    zone("more", "cards"),
    zone("grid", "matrix", {
      cardTypes: ["cell"],
      rows: [
        { key: "a", label: "A" },
        { key: "b", label: "B" },
      ],
      columns: [
        { key: "x", label: "X" },
        { key: "y", label: "Y" },
      ],
    }),
    zone("exercises", "exercises", { step: "twee", cardTypes: ["exercise"] }),
    zone("found", "candidates", {
      step: "twee",
      cardTypes: ["candidate", "idea"],
      source: ["exercises"],
    }),
    zone("bubbles", "bubbles", {
      step: "twee",
      cardTypes: [],
      isView: true,
      source: ["exercises", "found"],
    }),
    zone("sets", "combinations", { step: "twee", cardTypes: ["combination"], source: ["found"] }),
  ],
  decks: {},
  sectors: { welzijn: "Welzijn", andere: "Andere" },
  halves: { culture: "cultuur", other: "niet-cultuur" },
  statuses: {},
};

/** One bubble with one actor above the line. */
export const DIAGRAM: Diagram = {
  width: 300,
  height: 300,
  labels: "names",
  bubbles: [
    {
      key: "41002",
      code: "41002",
      name: "Aalst",
      x: 150,
      y: 150,
      r: 140,
      own: true,
      doubtful: false,
      title: { text: "Aalst", size: 16, width: 40 },
      empty: ["other"],
    },
  ],
  actors: [
    {
      key: "p1",
      cards: ["p1"],
      bubble: "41002",
      half: "culture",
      sector: "kunsten",
      x: 150,
      y: 80,
      r: 36,
      lines: ["Kring"],
      size: 12,
      number: null,
      chosen: false,
      doubtful: false,
    },
  ],
  threads: [],
};

/** A store in which these cards are confirmed; what is done in it waits for a server. */
export function storeOf(
  cards: Card[],
  voting: { zones: string[]; budget: number } | null = null,
): Store {
  const store = new Store();
  const board = { id: "bord", title: "Ons bord", variant: "vl" as const };
  const me = { id: 1, name: "Fatma", role: "editor" as const, table: null, waiting: false };
  const session = voting && {
    id: "s",
    title: "Sessie",
    version: 1,
    state: "live",
    paused: false,
    readOnly: false,
    locked: false,
    step: null,
    prompt: "",
    timer: null,
    hidden: [],
    voting,
    votesShown: true,
    round: null,
    sheets: "plenary",
    code: null,
    address: null,
  };
  store.apply({ t: "welcome", rev: 1, me, mine: [], votes: {}, board, session, people: [] });
  const state = { t: "state" as const, rev: 1, from: 0, reset: true, sight: "", gone: [], board };
  store.apply({ ...state, cards }, true);
  return store;
}
