// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Cards as elements: those on screen only. An element that left the screen becomes the next card;
 * making text anew is what costs time while people slide the sheet.
 */
import type { Slot } from "./arrange";
import type { Actor } from "./config";
import type { Content } from "./content";
import { DIAGRAM_SCALE } from "./diagram";
import type { Box } from "./geometry";
import { say } from "./texts";

export interface Look {
  content: Content;
  /** For who does not see it. */
  spoken: string;
  /** In the bubble diagram: how it stands there; null while it waits at the rim. */
  actor: Actor | null;
  isWriting: boolean;
}

const SPARE = 120;
const MOST_MARKS = 8;
const LINE = 29; // letters on a line of facts
/** A word that large letters would break. */
const BROAD = /\S{14}/;

export class Face {
  readonly element = document.createElement("div");
  readonly #kind = part("kind");
  readonly #name = part("name");
  readonly #note = part("note");
  readonly #marks = part("marks");
  key = "";
  #drawn = "";
  #box = "";

  constructor() {
    this.element.className = "nb-face";
    this.element.tabIndex = -1;
    this.element.setAttribute("role", "button");
    this.element.append(this.#kind, this.#name, this.#note, this.#marks);
  }

  /** Become this card. */
  wear(slot: Slot, look: Look): void {
    this.key = slot.key;
    this.element.dataset.key = slot.key;
    this.#box = "";
    this.#drawn = "";
    this.element.className = `nb-face nb-face--${slot.shape}`;
    this.element.tabIndex = -1;
    this.place(slot.box, false);
    this.show(slot, look);
  }

  place(box: Box, glides: boolean): void {
    const wanted = `${box.x} ${box.y} ${box.width} ${box.height}`;
    if (wanted === this.#box) return;
    this.element.classList.toggle("nb-face--gliding", glides && this.#box !== "");
    this.#box = wanted;
    this.element.style.transform = `translate(${box.x}px, ${box.y}px)`;
    this.element.style.width = `${box.width}px`;
    this.element.style.height = `${box.height}px`;
  }

  /** Elsewhere for now, such as under the finger that drags it. */
  hover(x: number, y: number): void {
    this.#box = "";
    this.element.style.transform = `translate(${x}px, ${y}px)`;
  }

  show(slot: Slot, look: Look): void {
    const drawn = JSON.stringify([look.content, look.spoken, look.actor?.lines, look.isWriting]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { content } = look;
    this.element.setAttribute("aria-label", look.spoken);
    this.element.dataset.sector = content.sector;
    this.#flag("private", content.isPrivate);
    this.#flag("chosen", content.isChosen);
    this.#flag("doubled", content.isDoubled);
    this.#flag("pending", content.isPending);
    this.#flag("piled", content.pile > 0);
    this.#flag("clamped", content.name.length > 34);
    this.#flag("long", content.name.length > 90);
    this.#flag("longer", content.name.length > 170);
    this.#flag("broad", BROAD.test(content.name));
    this.#flag("writing", look.isWriting);
    if (slot.shape === "actor") this.#showActor(look);
    else this.#showCard(content);
  }

  #flag(name: string, on: boolean): void {
    this.element.classList.toggle(`nb-face--${name}`, on);
  }

  #showCard(content: Content): void {
    const special = [
      content.kind,
      content.isPrivate ? say("private") : "",
      content.isDoubled ? say("doubled") : "",
    ];
    this.#kind.textContent = cut(special.filter(Boolean).join(" · "));
    this.#name.textContent = content.name;
    this.#name.style.removeProperty("font-size");
    this.#note.textContent = cut(content.note);
    this.#marks.textContent = marks(content);
  }

  #showActor({ content, actor }: Look): void {
    const half = actor?.half ?? "other";
    this.#flag("culture", half === "culture");
    this.#flag("other", half === "other");
    this.#flag("doubtful", actor?.doubtful ?? true);
    this.#flag("waiting", actor === null);
    this.#kind.textContent = "";
    this.#note.textContent = content.name;
    this.#marks.textContent = "";
    this.#name.textContent = actor ? actor.lines.join("\n") : content.name;
    this.#name.style.fontSize = `${(actor?.size ?? 9) * DIAGRAM_SCALE}px`;
  }
}

function part(name: string): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = `nb-face__${name}`;
  return made;
}

/** A line that fits: clipping every line on every card would cost more than all else. */
function cut(line: string): string {
  return line.length > LINE ? `${line.slice(0, LINE - 1).trimEnd()}…` : line;
}

/** My dots filled, those of others open, and how many cards lie below. */
function marks(content: Content): string {
  const own = "●".repeat(Math.min(content.dots, MOST_MARKS));
  const others = Math.max((content.votes ?? 0) - content.dots, 0);
  const open = others <= MOST_MARKS ? "○".repeat(others) : `○ ×${others}`;
  const pile = content.pile ? `+${content.pile}` : "";
  return [own + open, pile].filter(Boolean).join("  ");
}

/** The elements of the cards on screen, by key. */
export class Faces {
  readonly #worn = new Map<string, Face>();
  readonly #spare: Face[] = [];

  constructor(readonly layer: HTMLElement) {}

  get(key: string): Face | undefined {
    return this.#worn.get(key);
  }

  get size(): number {
    return this.#worn.size;
  }

  keys(): string[] {
    return [...this.#worn.keys()];
  }

  take(slot: Slot, look: Look): Face {
    const face = this.#spare.pop() ?? new Face();
    face.wear(slot, look);
    this.#worn.set(slot.key, face);
    if (!face.element.isConnected) this.layer.append(face.element);
    face.element.hidden = false;
    return face;
  }

  release(key: string): void {
    const face = this.#worn.get(key);
    if (!face) return;
    this.#worn.delete(key);
    if (this.#spare.length < SPARE) {
      face.element.hidden = true;
      face.key = "";
      delete face.element.dataset.key;
      this.#spare.push(face);
    } else {
      face.element.remove();
    }
  }
}
