// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The database on this device: what was not answered yet, and the boards as last seen. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Id, Operation } from "./operations";
import type { Outcome } from "./protocol";
import type { Snapshot } from "./snapshot";

export const NAME = "netwerkbouwer";

export interface KeptOperation {
  op_id: Id;
  /** Board and participant. */
  queue: string;
  /** The page that sends it. */
  tab: Id;
  n: number;
  op: Operation;
  follows: Id | null;
  guess: Outcome;
  refusal: { code: string; sentence: string } | null;
}

export interface KeptBoard {
  /** Board and participant. */
  queue: string;
  at: number;
  snapshot: Snapshot;
}

interface Schema extends DBSchema {
  operations: { key: Id; value: KeptOperation; indexes: { queue: string } };
  boards: { key: string; value: KeptBoard };
}

export type Device = IDBPDatabase<Schema>;

/** Opens again after the browser closed it, as Safari does when a page slept. */
export class Opening {
  #open: Promise<Device> | null = null;
  constructor(readonly name = NAME) {}

  get(): Promise<Device> {
    this.#open ??= this.#openNow();
    return this.#open;
  }

  /** After a mistake: the next one gets a new connection. */
  forget(): void {
    const old = this.#open;
    this.#open = null;
    old?.then((device) => device.close()).catch(() => {});
  }

  #openNow(): Promise<Device> {
    const forget = () => this.forget();
    const opened = openDB<Schema>(this.name, 1, {
      upgrade(device) {
        const operations = device.createObjectStore("operations", { keyPath: "op_id" });
        operations.createIndex("queue", "queue");
        device.createObjectStore("boards", { keyPath: "queue" });
      },
      blocking: forget,
      terminated: forget,
    });
    opened.catch(forget);
    return opened;
  }
}
