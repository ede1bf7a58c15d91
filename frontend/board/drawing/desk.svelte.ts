// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What the parts of the drawn view share: the board, the plan, what is chosen and open, and
 * everything one can do, each once for drawing and list alike.
 */
import type { Id } from "../../live/operations";
import type { Card, Here } from "../../live/protocol";
import type { Change, Store } from "../../live/store";
import { type Area, arrange, type Plan, type Slot } from "./arrange";
import { areasTaking } from "./carry";
import { run } from "./commands";
import type { Actor, Bubble, Config, Diagram, Half } from "./config";
import { Reader } from "./content";
import type { Drop } from "./drop";
import type { Look } from "./faces";
import type { Command } from "./keys";
import { inkOf, lookOf } from "./looks";
import { Memory } from "./memory";
import type { Host, Ink, Stage } from "./stage";
import { say } from "./texts";
import * as wishes from "./wishes";

/** A text being written: on a card, or a new one in an area. */
export interface Writing {
  card: Id | null;
  area: Area | null;
  zone: string;
  text: string;
  save: (text: string, type?: string) => void;
}

/** A card let go on another: what is meant? */
export interface Question {
  card: Card;
  other: Card;
  drop: Drop;
}

export type Panel = "menu" | "move" | "alike" | "combine" | "help" | null;

const LYING = 1.7; // width by height of all sheets together
const UPRIGHT = 0.6;

export class Desk implements Host {
  /** Another number whenever the board is another; reading it makes a part follow the board. */
  version = $state(0);
  /** Another number whenever the sheet moved on screen. */
  movement = $state(0);
  chosenKey = $state<string | null>(null);
  writing = $state.raw<Writing | null>(null);
  question = $state.raw<Question | null>(null);
  panel = $state<Panel>(null);
  carried = $state.raw<{ slot: Slot; drop: Drop } | null>(null);
  /** Said to who does not see: own deeds, and those of others. */
  said = $state("");
  overheard = $state("");
  /** Shown for a while with a button to take it back. */
  undoable = $state("");
  canUndo = $state(false);
  /** Why the last thing one did was refused. */
  refusal = $state("");
  readonly reader: Reader;
  readonly memory: Memory;
  plan: Plan;
  diagram: Diagram | null = null;
  #stage: Stage | null = null;
  #actors = new Map<Id, Actor>();
  #unsettled = new Set<Id>();
  #heard = new Set<Id>();
  #hearing: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #aspect = LYING;

  constructor(
    readonly config: Config,
    readonly store: Store,
    readonly here: (here: Here) => void = () => {},
  ) {
    this.reader = new Reader(config, store);
    this.memory = new Memory(store);
    this.plan = arrange({ config, reader: this.reader, diagram: null });
    store.subscribe((change) => this.#changed(change));
  }

  // The board

  get mayWrite(): boolean {
    const role = this.store.me?.role;
    return this.config.mayWrite && role !== "reader";
  }

  card(id: Id | null): Card | null {
    return id ? (this.store.card(id) ?? null) : null;
  }

  get chosen(): Card | null {
    return this.card(this.plan.slots.get(this.chosenKey ?? "")?.card ?? null);
  }

  attach(stage: Stage): void {
    this.#stage = stage;
    stage.show(this.plan);
  }

  /** The window has another form: what lies beside each other may have to lie below each other. */
  reshape(width: number, height: number): void {
    const aspect = width < height * 0.9 ? UPRIGHT : LYING;
    if (aspect === this.#aspect) return;
    this.#aspect = aspect;
    this.replan();
  }

  #changed(change: Change): void {
    if (change.parts.has("refused")) this.#refused();
    if (!change.isOwn && !change.isReset) this.#overhear(change.cards);
    if (change.isOwn) this.replan();
    else this.#frame ||= requestAnimationFrame(() => this.replan());
  }

  #refused(): void {
    this.undoable = "";
    this.refusal = this.store.lastRefusal?.sentence ?? "";
    this.tell(this.refusal);
  }

  replan(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.plan = arrange({
      config: this.config,
      reader: this.reader,
      diagram: this.diagram,
      unsettled: this.#unsettled,
      aspect: this.#aspect,
    });
    this.version += 1;
    this.#stage?.show(this.plan);
  }

  /** Take over a diagram that the server laid out. */
  takeDiagram(diagram: Diagram): void {
    this.diagram = diagram;
    this.#actors = new Map(diagram.actors.flatMap((a) => a.cards.map((card) => [card, a])));
    this.reader.places = new Map(diagram.bubbles.map((b) => [b.code, b.name]));
    for (const id of this.#unsettled) if (!this.store.isPending(id)) this.#unsettled.delete(id);
    this.replan();
    if (!this.#stage?.isLookedAt) this.begin();
  }

  #overhear(cards: ReadonlySet<Id>): void {
    for (const id of cards) if (!this.store.isPending(id)) this.#heard.add(id);
    this.#hearing ??= setTimeout(() => {
      this.#hearing = undefined;
      const [first, ...more] = [...this.#heard].map((id) => this.store.card(id)).filter(Boolean);
      this.#heard.clear();
      if (!first) return;
      const name = this.reader.title(first) || say("emptyCard");
      this.overheard = more.length
        ? say("changedMany", more.length + 1)
        : say("changedByOthers", name);
    }, 4000);
  }

  // What the stage asks

  lookOf(slot: Slot): Look {
    return lookOf(this, slot);
  }

  inkOf(slot: Slot): Ink {
    return inkOf(this, slot);
  }

  actorOf(card: Id): Actor | null {
    return this.#unsettled.has(card) ? null : (this.#actors.get(card) ?? null);
  }

  cardOf(slot: Slot): Card | undefined {
    return this.store.card(slot.card);
  }

  mayLift(slot: Slot): boolean {
    return this.mayWrite && slot.shape !== "wide";
  }

  areaName(area: Area): string {
    const zone = this.reader.zone(area.zone)?.title ?? "";
    return area.title ? `${zone}: ${area.title}` : zone;
  }

  choseSlot(slot: Slot | null): void {
    const key = slot?.key ?? null;
    if (key !== this.chosenKey && this.panel === "menu") this.panel = null;
    this.chosenKey = key;
  }

  moved(): void {
    this.movement += 1;
  }

  // Deeds

  perform(deed: wishes.Deed | null, told: string, offersUndo = false): void {
    if (!deed || !this.mayWrite) return;
    for (const wish of deed.wishes) {
      if (wish.type === "set_fields" && ("half" in wish.fields || "municipality" in wish.fields)) {
        this.#unsettled.add(wish.card);
      }
    }
    this.memory.perform(deed);
    this.canUndo = this.memory.size > 0;
    this.tell(told);
    this.refusal = "";
    this.undoable = offersUndo ? told : "";
  }

  tell(words: string): void {
    this.said = words;
  }

  undo(): void {
    const done = this.memory.undo();
    this.canUndo = this.memory.size > 0;
    this.undoable = "";
    this.tell(say(done ? "undone" : "nothing"));
  }

  put(card: Card, area: Area, index: number): void {
    const told = say("moved", this.name(card), this.areaName(area));
    this.perform(wishes.put(card, area, index, this.reader), told);
  }

  toBubble(card: Card, bubble: Bubble, half: Half): void {
    const told = say("movedBubble", this.name(card), bubble.name, this.config.halves[half]);
    this.perform(wishes.toBubble(card, bubble.code, half), told);
  }

  remove(card: Card): void {
    if (this.reader.zone(card.zone)?.isSingle) return;
    this.perform(wishes.remove(card), say("removed", this.name(card)), true);
  }

  sameAs(card: Card, other: Card): void {
    const told = say("alikeDone", this.name(card), this.name(other));
    this.perform(wishes.sameAs(card, other, this.reader), told, true);
  }

  apart(card: Card): void {
    this.perform(wishes.apart(card), say("apartDone", this.name(card)));
  }

  /** Two candidates together, or a candidate in a combination. */
  combine(card: Card, other: Card): void {
    const zone = this.config.zones.find((one) => one.kind === "combinations");
    const [set, member] = card.type === "combination" ? [card, other] : [other, card];
    if (set.type === "combination") {
      const told = say("combineAdded", this.name(member), this.name(set));
      this.perform(wishes.join(set, member), told, true);
    } else if (zone) {
      const told = say("combined", this.name(card), this.name(other));
      this.perform(wishes.combine(zone, card, other), told, true);
    }
  }

  dot(card: Card, step: 1 | -1): void {
    const deed = wishes.dot(this.store, card, step);
    this.perform(deed, "");
    this.tell(say("dotLeft", this.store.dotsLeft ?? 0));
  }

  mayVote(card: Card): boolean {
    return wishes.mayVote(this.store, card);
  }

  choose(card: Card, text: string): void {
    this.perform(wishes.choose(card, text), say("saved"));
  }

  leave(combination: Card, member: Card): void {
    const told = say("apartDone", this.name(member));
    this.perform(wishes.leave(combination, member.id), told);
  }

  /** With which cards a candidate may be put together. */
  combinable(card: Card): Card[] {
    const zones = this.config.zones.filter((zone) => zone.kind === "combinations");
    const sets = zones.flatMap((zone) => this.store.cardsIn(zone.key));
    const others = this.store.cardsIn(card.zone).filter((one) => one.type === "candidate");
    return [...sets, ...others].filter((one) => one.id !== card.id);
  }

  name(card: Card): string {
    const title = this.reader.title(card) || say("emptyCard");
    return title.length > 60 ? `${title.slice(0, 58)}…` : title;
  }

  // Writing

  write(card: Card): void {
    const zone = this.reader.zone(card.zone);
    if (!this.mayWrite || !zone || ["place", "choice"].includes(zone.kind)) return;
    this.panel = null;
    const { text } = card;
    const writer = this.store.write(card.id);
    this.here({ card: card.id, zone: card.zone, typing: true });
    this.writing = {
      card: card.id,
      area: null,
      zone: card.zone,
      text,
      save: (now) => {
        if (now === text) return;
        const inverse = { type: "edit_text" as const, card: card.id, text };
        writer.save(now);
        this.memory.note([inverse]);
        this.canUndo = true;
        this.tell(say("saved"));
      },
    };
  }

  /** Whether one can write a new card in an area; for some kinds that takes more than words. */
  mayAdd(area: Area): boolean {
    const zone = this.reader.zone(area.zone);
    if (!this.mayWrite || !zone || (zone.kind === "deck" && !zone.ownCards)) return false;
    if (["place", "choice", "exercises"].includes(zone.kind)) return false;
    return !(zone.isSingle && area.slots.length);
  }

  writeIn(area: Area): void {
    const zone = this.reader.zone(area.zone);
    if (!zone || !this.mayAdd(area)) return;
    const save = (text: string, type?: string) => {
      if (!text.trim()) return;
      const made = wishes.add(zone, area.target, text.trim(), type);
      this.perform(made, say("moved", text.trim(), this.areaName(area)));
      this.#stage?.focus(made.card);
    };
    this.writing = { card: null, area, zone: area.zone, text: "", save };
  }

  stopWriting(): void {
    if (this.writing?.card) this.here({ card: null, zone: this.writing.zone, typing: false });
    this.writing = null;
  }

  // The drawing

  edit(slot: Slot): void {
    const card = this.store.card(slot.card);
    if (card) this.write(card);
  }

  addIn(area: Area): void {
    this.writeIn(area);
  }

  /** The area of the chosen card, or the first in view. */
  areaHere(): Area | null {
    const slot = this.plan.slots.get(this.chosenKey ?? "");
    return this.plan.areas.get(slot?.area ?? "") ?? null;
  }

  dropped(slot: Slot, drop: Drop): void {
    const card = this.store.card(slot.card);
    if (!card) return;
    if (drop.kind === "place") this.put(card, drop.area, drop.index);
    else if (drop.kind === "bubble") this.toBubble(card, drop.bubble, drop.half);
    else {
      const other = this.store.card(drop.slot.card);
      if (other) this.question = { card, other, drop };
    }
  }

  /** What may be meant by a card on another. */
  meanings({ card, other }: Question): { alike: boolean; combine: boolean; beside: boolean } {
    const candidates = card.type === "candidate" && other.type === "candidate";
    const joins = [card.type, other.type].sort().join() === "candidate,combination";
    const hasZone = this.config.zones.some((zone) => zone.kind === "combinations");
    return {
      alike: card.zone === other.zone && card.type === other.type,
      combine: joins || (candidates && hasZone),
      beside: this.plan.areas.has(this.plan.slots.get(other.id)?.area ?? ""),
    };
  }

  beside({ card, other }: Question): void {
    const slot = this.plan.slots.get(other.id);
    const area = this.plan.areas.get(slot?.area ?? "");
    if (slot && area) this.put(card, area, slot.index);
  }

  areasFor(card: Card): Area[] {
    return areasTaking(this.plan, card);
  }

  /** Choose from the list: the drawing shows it, the focus stays where it is. */
  show(card: Id): void {
    this.#stage?.choose(card);
  }

  focus(key: string): void {
    this.#stage?.focus(key);
  }

  refocus(): void {
    this.#stage?.focus(this.chosenKey, { reveal: false });
  }

  unchoose(): void {
    this.chosenKey = null;
    this.#stage?.choose(null);
  }

  goTo(step: string): void {
    const sheet = this.plan.sheets.find((one) => one.step.slug === step);
    if (sheet) this.#stage?.fit(sheet.box);
  }

  /** The first look: the step everyone is at, else the one with the bubbles, else everything. */
  begin(): void {
    const step = this.store.session?.step ?? new URLSearchParams(location.search).get("stap");
    if (step && this.plan.sheets.some((sheet) => sheet.step.slug === step)) this.goTo(step);
    else this.#stage?.fitAll();
  }

  get carriedName(): string {
    const card = this.carried && this.store.card(this.carried.slot.card);
    return card ? this.name(card) : "";
  }

  /** Do what the keys ask; false when it means nothing here. */
  run(command: Command): boolean {
    return this.#stage ? run(this, this.#stage, command) : false;
  }
}
