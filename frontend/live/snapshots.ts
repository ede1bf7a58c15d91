// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** The board as last confirmed, on this device, so that it opens without a network. */
import { Opening } from "./device";
import type { Snapshot } from "./snapshot";

const KEPT = 30 * 24 * 3600 * 1000; // milliseconds

export class Snapshots {
  constructor(
    readonly opening = new Opening(),
    readonly now: () => number = Date.now,
  ) {}

  async read(queue: string): Promise<Snapshot | null> {
    try {
      const device = await this.opening.get();
      return (await device.get("boards", queue))?.snapshot ?? null;
    } catch {
      return null;
    }
  }

  /** Keep this one and forget those nobody came back for. A full device keeps none. */
  async keep(queue: string, snapshot: Snapshot): Promise<void> {
    try {
      const device = await this.opening.get();
      await device.put("boards", { queue, at: this.now(), snapshot });
      for (const kept of await device.getAll("boards")) {
        if (this.now() - kept.at > KEPT) await device.delete("boards", kept.queue);
      }
    } catch {
      this.opening.forget();
    }
  }

  async forget(queue: string): Promise<void> {
    try {
      await (await this.opening.get()).delete("boards", queue);
    } catch {
      this.opening.forget();
    }
  }
}
