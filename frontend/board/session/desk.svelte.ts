// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What one participant has in front of them: where they are, what they may do, and undo it. */
import { type Id, newId } from "../../live/operations";
import type { Card } from "../../live/protocol";
import { Announcing } from "./announcing";
import { type SessionConfig, type Step, type Zone, zonesOf } from "./config";
import { Memory, type Sketch, Sketches } from "./memory.svelte";
import { type Spot, spotsOf } from "./piles";
import type { Room } from "./room.svelte";
import { counted, say, type TextKey } from "./texts";
import { stepAt, stopped, zoneAt } from "./where";

/** The last thing someone did, as long as it can be taken back. */
export interface Act {
  text: string;
  zone: string;
  undo: () => void;
}

export interface Candidate {
  text: string;
  /** The exercise it was found in; "" for none. */
  parent: Id;
  fields: Record<string, string>;
  idea: string;
}

export class Desk {
  /** What a screen reader says now. */
  spoken = $state("");
  act = $state<Act | null>(null);
  readonly memory: Memory;
  readonly sketches: Sketches;
  readonly announcing: Announcing;
  readonly zones: ReadonlyMap<string, Zone>;
  /** Names of municipalities by code, as far as we know them. */
  places = $state<Record<string, string>>({});

  constructor(
    readonly config: SessionConfig,
    readonly room: Room,
  ) {
    const name = `${config.session}:${config.participant}`;
    this.zones = zonesOf(config);
    this.places = { ...config.places };
    this.memory = new Memory(name);
    this.sketches = new Sketches(`sessie:${name}`, [...this.zones.keys()]);
    this.announcing = new Announcing(
      (text) => {
        this.spoken = text;
      },
      (count) => counted(count, "newCards"),
    );
  }

  get step(): Step | undefined {
    return stepAt(this.config, this.room.session, this.memory.kept.step);
  }

  get zone(): Zone | undefined {
    const step = this.step;
    return step && zoneAt(step, this.memory.kept.zones[step.slug] ?? "");
  }

  spot(zone: Zone): Spot {
    const spots = spotsOf(zone);
    const chosen = this.memory.kept.spots[zone.key];
    return spots.find((spot) => spot.key === chosen) ?? (spots[0] as Spot);
  }

  goTo(step: Step, zone?: Zone): void {
    const zones = { ...this.memory.kept.zones };
    if (zone) zones[step.slug] = zone.key;
    this.memory.keep({ step: step.slug, zones });
  }

  choose(zone: Zone, spot: Spot): void {
    this.memory.keep({ spots: { ...this.memory.kept.spots, [zone.key]: spot.key } });
  }

  get stopped(): ReturnType<typeof stopped> {
    return stopped(this.room.me, this.room.session);
  }

  /** Whether this person may change a card: as boards/rights.py. */
  mayChange(card: Card): boolean {
    const { me, session } = this.room;
    if (!me || this.stopped === "closed" || this.stopped === "reading") return false;
    if (this.room.isMine(card.id) || me.role === "editor") return true;
    if (this.config.isWorksheet && session) return true;
    return me.role === "host" && me.table !== null && card.table === me.table;
  }

  get isVoting(): boolean {
    return Boolean(this.room.session?.voting) && this.stopped !== "closed";
  }

  votesIn(zone: string): boolean {
    return this.isVoting && Boolean(this.room.session?.voting?.zones.includes(zone));
  }

  isHidden(zone: string): boolean {
    const session = this.room.session;
    return session?.state === "live" && session.hidden.includes(zone);
  }

  /** Lay down what was typed. False when there is nothing to lay. */
  lay(zone: Zone, spot: Spot): boolean {
    const sketch = this.sketches.of(zone.key);
    if (!sketch.text.trim()) return false;
    const card = newId();
    const fields = { ...filled(sketch), ...spot.fields };
    const text = sketch.text.trim();
    this.room.store.do({
      type: "add_card",
      card,
      zone: zone.key,
      card_type: spot.type,
      text,
      fields,
    });
    this.sketches.keep(zone.key, { text: "" });
    this.#did("laid", zone.key, () => {
      this.room.store.do({ type: "remove_card", card });
      if (!this.sketches.of(zone.key).text) this.sketches.keep(zone.key, { text });
    });
    return true;
  }

  /** Add an organisation, with an idea when there is one. */
  putCandidate(zone: Zone, one: Candidate): void {
    const { store } = this.room;
    const [card, idea] = [newId(), newId()];
    const place = {
      zone: zone.key,
      text: one.text,
      fields: one.fields,
      parent: one.parent || null,
    };
    store.do({ type: "add_card", card, card_type: "candidate", ...place });
    if (one.idea) {
      const under = { zone: zone.key, text: one.idea, parent: card };
      store.do({ type: "add_card", card: idea, card_type: "idea", ...under });
    }
    this.#did("laid", zone.key, () => store.do({ type: "remove_card", card }));
  }

  remove(card: Card): void {
    this.room.store.do({ type: "remove_card", card: card.id });
    this.#did("removed", card.zone, () =>
      this.room.store.do({ type: "restore_card", card: card.id }),
    );
  }

  /** After someone changed a text: what it was can come back. */
  changed(card: Card, before: string): void {
    this.#did("changed", card.zone, () => {
      this.room.store.do({ type: "edit_text", card: card.id, text: before });
    });
  }

  undo(): void {
    this.act?.undo();
    this.act = null;
    this.announcing.say(say("undone"));
  }

  vote(card: Card, dots: number): void {
    this.room.store.do({ type: "cast_vote", card: card.id, dots });
    const left = this.room.store.dotsLeft ?? 0;
    this.announcing.say(left > 0 ? counted(left, "dotsLeft") : say("dotsNone"));
  }

  #did(key: TextKey, zone: string, undo: () => void): void {
    this.act = { text: say(key), zone, undo };
    this.announcing.say(say(key));
  }
}

function filled(sketch: Sketch): Record<string, string> {
  return Object.fromEntries(Object.entries(sketch.fields).filter(([, value]) => value.trim()));
}
