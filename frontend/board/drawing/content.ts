// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What a card says, drawn and read aloud. Pure: only reads the board. */
import type { Card } from "../../live/protocol";
import type { Board } from "./board";
import type { Config, Zone } from "./config";
import { say } from "./texts";

export interface Content {
  /** The kind of card, when a zone has several, and what is special about it. */
  kind: string;
  name: string;
  /** One line more: a place, a plan, who does it. */
  note: string;
  sector: string;
  isPrivate: boolean;
  isChosen: boolean;
  /** Two texts clashed; someone has to choose. */
  isDoubled: boolean;
  /** Cards that say the same and lie below this one. */
  pile: number;
  /** Dots of all together; null while they are not shown. */
  votes: number | null;
  /** My own dots. */
  dots: number;
  isPending: boolean;
}

/** Reads cards of one board; places are learnt from the bubble diagram. */
export class Reader {
  /** Names of municipalities by code. */
  places: ReadonlyMap<string, string> = new Map();
  readonly #zones: Map<string, Zone>;

  constructor(
    readonly config: Config,
    readonly board: Board,
  ) {
    this.#zones = new Map(config.zones.map((zone) => [zone.key, zone]));
  }

  zone(key: string): Zone | undefined {
    return this.#zones.get(key);
  }

  /** What a card is called: its text, or what it stands for. */
  title(card: Card): string {
    if (card.text.trim()) return card.text.trim();
    const zone = this.zone(card.zone);
    const item = text(card.fields.item);
    if (item && zone?.deck) return this.config.decks[zone.deck]?.[item] ?? item;
    const source = card.links.find(([kind]) => kind === "source")?.[1];
    const start = source ? this.board.card(source) : undefined;
    if (start) return this.title(start);
    if (zone?.kind === "choice") return this.#choices(card, zone);
    if (zone?.kind === "place") {
      const sector = this.config.sectors[text(card.fields.sector)] ?? "";
      return [this.place(card), sector].filter(Boolean).join(" · ");
    }
    return "";
  }

  #choices(card: Card, zone: Zone): string {
    const chosen = Array.isArray(card.fields.chosen) ? card.fields.chosen : [];
    return chosen
      .map((key) => zone.choices[String(key)] ?? "")
      .filter(Boolean)
      .join(" · ");
  }

  place(card: Card): string {
    const code = text(card.fields.municipality);
    return (code && this.places.get(code)) || text(card.fields.place_text);
  }

  sector(card: Card): string {
    const listed = card.fields.sectors;
    if (Array.isArray(listed) && listed.length) return String(listed[0]);
    return card.type === "candidate" ? "andere" : "";
  }

  content(card: Card): Content {
    const zone = this.zone(card.zone);
    return {
      kind: this.#kind(card, zone),
      name: this.title(card) || say("emptyCard"),
      note: this.#note(card),
      sector: this.sector(card),
      isPrivate: card.private,
      isChosen: card.fields.chosen === true,
      isDoubled: card.other_text !== "",
      pile: this.board.linkedTo("alike", card.id).size,
      votes: card.votes,
      dots: this.board.votes[card.id] ?? 0,
      isPending: this.board.isPending(card.id),
    };
  }

  #kind(card: Card, zone: Zone | undefined): string {
    if (zone?.isSingle) return "";
    const label = zone && Object.keys(zone.types).length > 1 ? zone.types[card.type] : "";
    const status = text(card.fields.status);
    const word = zone?.statuses[status] ?? this.config.statuses[status] ?? "";
    return [label, card.type === "action" ? "" : word].filter(Boolean).join(" · ");
  }

  #note(card: Card): string {
    switch (card.type) {
      case "candidate":
        return [this.place(card), this.#ideas(card)].filter(Boolean).join(" · ");
      case "combination":
        return this.members(card)
          .map((member) => this.title(member))
          .join(" + ");
      case "action":
        return [text(card.fields.owner), date(text(card.fields.due))].filter(Boolean).join(" · ");
      case "exercise":
        return say("found", this.board.childrenOf(card.id).length);
      default:
        return "";
    }
  }

  #ideas(card: Card): string {
    const [first, ...more] = this.board.childrenOf(card.id).filter((one) => one.type === "idea");
    if (!first) return "";
    return more.length ? `${this.title(first)} (+${more.length})` : this.title(first);
  }

  /** The candidates that a combination joins. */
  members(card: Card): Card[] {
    return card.links
      .filter(([kind]) => kind === "member")
      .map(([, to]) => this.board.card(to))
      .filter((member): member is Card => member !== undefined);
  }

  /** All a card says, in one sentence for who does not see it. */
  spoken(card: Card): string {
    const one = this.content(card);
    const parts = [one.name, one.kind, one.note];
    if (one.sector) parts.push(this.config.sectors[one.sector] ?? "");
    if (one.isPrivate) parts.push(say("private"));
    if (one.isChosen) parts.push(say("chosen"));
    if (one.isDoubled) parts.push(say("doubled"));
    if (one.pile) parts.push(say("pile", one.pile));
    if (one.dots) parts.push(say("myDots", one.dots));
    if (one.votes !== null && one.votes > 0) parts.push(say("allDots", one.votes));
    if (one.isPending) parts.push(say("pending"));
    return parts.filter(Boolean).join(", ");
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function date(value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  return year ? `${Number(day)}/${Number(month)}/${year}` : value;
}
