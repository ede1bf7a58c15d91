// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Between the store and the server: a socket while that works, plain requests where it does not.
 *
 * Never gives up by itself, never sends out of order, and tells in `status` how it stands.
 */
import type { Missing } from "./confirmed";
import { Line } from "./line";
import { Polling } from "./polling";
import { type FromServer, type Here, readTicket, type Ticket } from "./protocol";
import { Sending } from "./sending";
import type { Store } from "./store";
import { BROWSER, type World } from "./world";

const FIRST_DELAY = 500; // milliseconds
const LAST_DELAY = 30_000;
/** After so many sockets that never worked, ask by plain requests. */
const SOCKETS_TRIED = 2;
const SOCKET_AGAIN = 60_000;
/** A line that worked this long was no accident. */
const STEADY = 30_000;
const ANSWER_WITHIN = 15_000;
const HERE_EVERY = 1_000;
/** Times that the server sends us away for good, in its words or in a number. */
const ENDING = new Set(["kicked", "closed", "replaced", "unknown"]);
const KICKED = 4403;
const TOO_MUCH = 4429;
const DENIED = new Set([401, 403, 404, 410]);

export interface Addresses {
  toegang: string;
  stand: string;
  operaties: string;
}

export interface Status {
  /** Whether we hear the server now. */
  isConnected: boolean;
  /** Own changes without an answer. */
  waiting: number;
  /** Own changes that were refused and still lie here. */
  refused: number;
  /** Whether unanswered changes survive when this page is closed. */
  isDurable: boolean;
  /** Why the server sent this person away; "denied" may pass, the others do not. */
  bye: { code: string; sentence: string } | null;
}

export interface ConnectionOptions {
  store: Store;
  addresses: Addresses;
  isScreen?: boolean;
  world?: World;
}

export class Connection {
  readonly #store: Store;
  readonly #options: ConnectionOptions;
  readonly #world: World;
  readonly #sending: Sending;
  readonly #polling: Polling;
  readonly #stops: (() => void)[] = [];
  #line: Line | null = null;
  #isAsking = false;
  #failures = 0;
  #deadSockets = 0;
  #greetedAt = 0;
  #wantsAll = false;
  #isDurable = true;
  readonly #listeners = new Set<() => void>();
  #bye: Status["bye"] = null;
  #cancelRetry = () => {};
  #cancelSend = () => {};
  #cancelAnswer = () => {};
  #here: Here | null = null;
  #hereAt = Number.NEGATIVE_INFINITY;
  #cancelHere = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#world = options.world ?? BROWSER;
    this.#sending = new Sending(this.#store, () => this.#world.now());
    this.#polling = new Polling({
      world: this.#world,
      store: this.#store,
      sending: this.#sending,
      addresses: options.addresses,
      isScreen: options.isScreen ?? false,
      onHeard: () => this.#tell(),
      onDenied: () => this.#denied(),
    });
  }

  get isConnected(): boolean {
    return Boolean(this.#line?.isLive) || this.#polling.isHeard;
  }

  /** Why the server sent this person away; null as long as it did not. */
  get bye(): Status["bye"] {
    return this.#bye;
  }

  get status(): Status {
    const { isConnected, bye } = this;
    const { waiting, unplaced } = this.#store;
    return { isConnected, waiting, refused: unplaced.length, isDurable: this.#isDurable, bye };
  }

  /** Told when the status may be another. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    const stop = this.#store.subscribe(({ parts }) => {
      if (parts.has("waiting")) this.#send();
      if (parts.has("waiting") || parts.has("unplaced")) this.#tell();
    });
    this.#stops.push(
      stop,
      this.#world.onSigns(() => this.#look()),
    );
    void this.#connect();
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#hangUp();
  }

  /** Where this person is on the board, and whether they type; at most once a second. */
  here(here: Here): void {
    this.#here = here;
    const wait = this.#hereAt + HERE_EVERY - this.#world.now();
    this.#cancelHere();
    if (wait > 0) this.#cancelHere = this.#world.after(wait, () => this.#tellHere());
    else this.#tellHere();
  }

  setDurable(isDurable: boolean): void {
    this.#isDurable = isDurable;
    this.#tell();
  }

  #tellHere(): void {
    if (!this.#line?.isLive || !this.#here) return;
    this.#hereAt = this.#world.now();
    this.#line.send({ t: "here", ...this.#here });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** The network may be back, or the page is looked at again. */
  #look(): void {
    if (this.#line) this.#line.check();
    else if (!this.#bye || this.#bye.code === "denied") void this.#connect();
    if (this.#polling.isOn) this.#polling.now();
  }

  async #connect(): Promise<void> {
    this.#cancelRetry();
    if (this.#line || this.#isAsking || !this.#stops.length) return;
    this.#isAsking = true;
    const ticket = await this.#ticket();
    this.#isAsking = false;
    if (!ticket || !this.#stops.length) return;
    const rev = this.#wantsAll ? null : this.#store.rev;
    const has = { rev, sight: this.#store.sight };
    this.#line = new Line(this.#world, ticket, has, {
      onMessage: (message, isFirst) => this.#take(message, isFirst),
      onEnd: (code, wasGreeted) => this.#lineEnded(code, wasGreeted),
    });
  }

  async #ticket(): Promise<Ticket | null> {
    const body = this.#options.isScreen ? { screen: true } : {};
    try {
      const asked = await this.#world.ask("POST", this.#options.addresses.toegang, body);
      const read = readTicket(asked.body);
      if (asked.status < 300 && "message" in read) return read.message;
      if (DENIED.has(asked.status)) {
        this.#denied();
        return null;
      }
    } catch {
      // No answer: the same as a server that is away.
    }
    this.#retryLater();
    return null;
  }

  #take(message: FromServer, isFirst: boolean): void {
    if (message.t === "bye") this.#sentAway(message.code, message.sentence);
    if (message.t === "acks") this.#sending.answered(message);
    const missing = this.#store.apply(message, isFirst);
    if (missing) this.#askAgain(missing);
    else if (isFirst) this.#greeted();
    else if (message.t === "acks") this.#answered();
  }

  #greeted(): void {
    this.#polling.stop();
    this.#sending.lost();
    this.#bye = null;
    this.#failures = 0;
    this.#greetedAt = this.#world.now();
    this.#wantsAll = false;
    this.#tell();
    this.#send();
    if (this.#here) this.#tellHere();
  }

  /** Start the line anew: what comes then is in order and complete. */
  #askAgain(missing: Missing): void {
    this.#wantsAll ||= missing === "all";
    this.#line?.close();
    this.#line = null;
    this.#forgetSent();
    this.#retryLater();
  }

  #sentAway(code: string, sentence: string): void {
    if (code === "moved") this.#world.reload();
    if (!ENDING.has(code)) return; // the socket closes after it, and then we come back later
    this.#bye = { code, sentence };
    this.#hangUp();
    this.#tell();
  }

  #lineEnded(code: number, wasGreeted: boolean): void {
    const isSteady = wasGreeted && this.#world.now() - this.#greetedAt > STEADY;
    this.#line = null;
    this.#forgetSent();
    if (isSteady) this.#deadSockets = 0;
    if (!wasGreeted || code === 0) this.#deadSockets += 1;
    if (code === TOO_MUCH) this.#failures += 5;
    if (code === KICKED) this.#sentAway("kicked", "");
    else if (this.#deadSockets >= SOCKETS_TRIED) this.#pollInstead();
    else this.#retryLater();
  }

  #pollInstead(): void {
    this.#polling.start();
    this.#cancelRetry();
    this.#cancelRetry = this.#world.after(SOCKET_AGAIN, () => void this.#connect());
    this.#tell();
  }

  /** Growing delays with full jitter, so that a room full of phones does not come all at once. */
  #retryLater(): void {
    const most = Math.min(LAST_DELAY, FIRST_DELAY * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#cancelRetry();
    const delay = this.#polling.isOn ? SOCKET_AGAIN : most * this.#world.random();
    this.#cancelRetry = this.#world.after(delay, () => void this.#connect());
    this.#tell();
  }

  /** Not welcome now: perhaps kicked, perhaps the cookie is gone. Look now and then. */
  #denied(): void {
    this.#hangUp();
    this.#bye = { code: "denied", sentence: "" };
    this.#cancelRetry = this.#world.after(SOCKET_AGAIN, () => void this.#connect());
    this.#tell();
  }

  #hangUp(): void {
    this.#cancelRetry();
    this.#cancelHere();
    this.#polling.stop();
    this.#line?.close();
    this.#line = null;
    this.#forgetSent();
  }

  /** What was under way goes out again on the next line. */
  #forgetSent(): void {
    this.#cancelSend();
    this.#cancelAnswer();
    this.#sending.lost();
  }

  #answered(): void {
    if (!this.#sending.isBusy) this.#cancelAnswer();
    this.#send();
  }

  #send(): void {
    this.#cancelSend();
    if (this.#polling.isOn) this.#polling.now();
    if (!this.#line?.isLive) return;
    const frame = this.#sending.next();
    if (frame) {
      this.#line.send({ t: "ops", ...frame });
      this.#cancelAnswer = this.#world.after(ANSWER_WITHIN, () => this.#askAgain(null));
    } else if (this.#sending.wait) {
      this.#cancelSend = this.#world.after(this.#sending.wait, () => this.#send());
    }
  }
}
