// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * `<nb-live board="...">` on a step of a board: shows who else is here, and what others change.
 *
 * Zones that nobody is busy in are renewed; where someone types, a line says that something changed
 * and shows it when asked. Nothing is fetched while the page is out of sight. Without scripts, or
 * without a connection, the page is as it was when it came.
 */
import type { Connection } from "../live/connection";
import { News } from "../live/news";
import type { Change, Store } from "../live/store";
import { LiveStatus } from "./live-status";
import {
  difference,
  followTexts,
  isInUse,
  type Print,
  printOf,
  SECTION,
  swap,
  swapWithTyped,
} from "./page-sections";
import { announcer, button } from "./parts";
import { text } from "./texts";

const EVERY = 2_000; // milliseconds between two renewals, and at most half as much again

/** The address of this page without what was just done on it. */
export function freshAddress(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("gedaan");
  url.hash = "";
  return url.href;
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? one : `${count} ${many}`;
}

export class LivePage extends HTMLElement {
  readonly #prints = new Map<string, Print>();
  readonly #people = document.createElement("p");
  readonly #told = document.createElement("p");
  readonly #said = announcer();
  readonly #status = new LiveStatus();
  readonly #news = new News((counts) => this.#announce(counts));
  #store: Store | null = null;
  #connection: Connection | null = null;
  #stops: (() => void)[] = [];
  #since: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isFetching = false;
  #isBehind = false;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #newer: Document | null = null;

  connectedCallback(): void {
    // Before other elements change the page: this is what the server sent.
    for (const section of document.querySelectorAll(SECTION)) {
      this.#prints.set(section.id, printOf(section));
    }
    this.#people.className = "nb-live__people";
    this.#told.className = "nb-live__told";
    this.#people.hidden = this.#told.hidden = true;
    this.append(this.#people, this.#status, this.#told, this.#said);
    document.addEventListener("visibilitychange", this.#seen);
    this.#open().catch(() => {}); // the page works without
  }

  disconnectedCallback(): void {
    for (const stop of this.#stops.splice(0)) stop();
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
    this.#news.stop();
    this.#connection?.stop();
  }

  async #open(): Promise<void> {
    const [{ Store }, { Connection }] = await Promise.all([
      import("../live/store"),
      import("../live/connection"),
    ]);
    const base = `/borden/${this.getAttribute("board")}`;
    const store = new Store();
    const addresses = {
      toegang: `${base}/toegang`,
      stand: `${base}/stand`,
      operaties: `${base}/operaties`,
    };
    if (!this.isConnected) return;
    this.#store = store;
    const connection = new Connection({ store, addresses });
    this.#connection = connection;
    this.#stops.push(store.subscribe((change) => this.#changed(change)));
    this.#stops.push(connection.subscribe(() => this.#tellConnection(connection)));
    connection.start();
  }

  /** The page was made at a revision; only what came after it is news. */
  #changed(change: Change): void {
    if (change.parts.has("people") || change.parts.has("me")) this.#showPeople();
    const rev = this.#store?.rev ?? null;
    if (rev === null) return;
    this.#since ??= Number(this.getAttribute("rev") ?? rev);
    // Alone at the board all changes are one's own, and stand in the page already.
    if (change.isReset ? rev > this.#since : change.cards.size && !this.#people.hidden)
      this.#soon();
    else this.#isBehind ||= change.cards.size > 0;
    this.#since = rev;
  }

  /** The forms say for themselves whether they were saved; here only that others are out of sight. */
  #tellConnection(connection: Connection): void {
    if (connection.isConnected) this.#status.clear();
    else this.#status.show(connection.status);
  }

  #showPeople(): void {
    const others = this.#store?.people.filter(({ id }) => id !== this.#store?.me?.id) ?? [];
    const names = others.map(({ name }) => name || text("liveSomeone"));
    this.#people.textContent = `${text("liveAlsoHere")} ${names.join(", ")}`;
    this.#people.hidden = !names.length;
    if (names.length && this.#isBehind) this.#soon();
  }

  #seen = (): void => {
    if (document.visibilityState === "visible" && this.#isBehind) this.#soon();
  };

  #soon(): void {
    this.#isBehind = true;
    if (document.visibilityState !== "visible") return;
    const wait = this.#renewedAt + EVERY * (1 + Math.random() / 2) - performance.now();
    this.#timer ??= setTimeout(() => void this.renew(), Math.max(wait, Math.random() * 300));
  }

  /** Fetch the page as it is now and take over what may be taken over. */
  async renew(): Promise<void> {
    this.#timer = undefined;
    if (this.#isFetching) return this.#soon();
    this.#isFetching = true;
    this.#isBehind = false;
    this.#renewedAt = performance.now();
    try {
      const answer = await fetch(freshAddress(location.href), { cache: "no-store" });
      if (!answer.ok) return;
      this.#take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The next change tries again; the page as it is stays true.
    } finally {
      this.#isFetching = false;
    }
  }

  #take(page: Document): void {
    let waiting = 0;
    for (const section of document.querySelectorAll(SECTION)) {
      const newer = page.getElementById(section.id);
      const before = this.#prints.get(section.id);
      if (!newer || !before) continue;
      const after = printOf(newer);
      if (after.html === before.html) continue;
      const { added, changed } = difference(before, after);
      if (isInUse(section)) {
        followTexts(section, page);
        waiting += Math.max(changed, added);
        continue;
      }
      this.#prints.set(section.id, after);
      swap(section, newer);
      const title = section.querySelector("h2")?.textContent?.trim() ?? "";
      this.#news.add(`${added ? "+" : ""}${title}`, added || changed);
    }
    this.#newer = waiting ? page : null;
    this.#tell(waiting);
  }

  /** Other cards in a zone where someone is busy: say so, and let them decide. */
  #tell(count: number): void {
    this.#told.hidden = !count;
    if (!count) return;
    const cards = counted(count, `1 ${text("liveCard")}`, text("liveCards"));
    const show = button(text("liveShow"));
    show.addEventListener("click", () => this.#show());
    this.#told.replaceChildren(`${text("liveChanged")} ${cards} `, show);
    this.#said.textContent = `${text("liveChanged")} ${cards}`;
  }

  #show(): void {
    const page = this.#newer;
    if (!page) return;
    for (const section of document.querySelectorAll(SECTION)) {
      const newer = page.getElementById(section.id);
      const after = newer && printOf(newer);
      if (!newer || !after || after.html === this.#prints.get(section.id)?.html) continue;
      if (swapWithTyped(section, newer, page)) this.#prints.set(section.id, after);
    }
    this.#newer = null;
    this.#told.hidden = true;
  }

  #announce(counts: ReadonlyMap<string, number>): void {
    const parts = [...counts].map(([place, count]) => {
      const isNew = place.startsWith("+");
      const one = text(isNew ? "liveNewOne" : "liveChangedOne");
      const many = text(isNew ? "liveNewMany" : "liveChangedMany");
      return `${counted(count, one, many)} ${isNew ? place.slice(1) : place}`;
    });
    this.#said.textContent = parts.join(", ");
  }
}

customElements.define("nb-live", LivePage);
