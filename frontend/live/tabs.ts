// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Several pages on one device: each sends what was made in it, in order. When a page is gone,
 * another takes over what it left. Sending twice is harmless, so a wrong guess is too.
 */
import type { Id } from "./operations";

export interface Tabs {
  /** Calls `action` once the page is gone; at once if it is. */
  whenGone(tab: Id, action: () => Promise<void>): Promise<void>;
  close(): void;
}

const LOCK = "nb-tab-";

/** A lock is held as long as the page lives, and let go by the browser however it ends. */
function withLocks(own: Id, locks: LockManager): Tabs {
  const closing = new AbortController();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  locks.request(LOCK + own, () => held).catch(() => {});
  return {
    async whenGone(tab, action) {
      const { signal } = closing;
      await locks.request(LOCK + tab, { signal }, action).catch(() => {});
    },
    close() {
      closing.abort();
      letGo();
    },
  };
}

const ANSWER_WITHIN = 400; // milliseconds
const ASK_EVERY = 15_000;

/** On plain http there are no locks: ask on a channel who is there. */
function withChannel(own: Id, channel: BroadcastChannel): Tabs {
  const alive = new Set<string>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  channel.onmessage = ({ data }) => {
    if (data?.ask === own) channel.postMessage({ here: own });
    if (typeof data?.here === "string") alive.add(data.here);
  };
  const after = (delay: number): Promise<void> =>
    new Promise((resolve) => timers.add(setTimeout(resolve, delay)));
  return {
    async whenGone(tab, action) {
      for (;;) {
        alive.delete(tab);
        channel.postMessage({ ask: tab });
        await after(ANSWER_WITHIN);
        if (!alive.has(tab)) return action();
        await after(ASK_EVERY);
      }
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      channel.close();
    },
  };
}

const ALONE: Tabs = { whenGone: (_, action) => action(), close: () => {} };

export function tabsOf(own: Id): Tabs {
  if (globalThis.navigator?.locks) return withLocks(own, navigator.locks);
  if (globalThis.BroadcastChannel) return withChannel(own, new BroadcastChannel("nb-tabs"));
  return ALONE;
}

export { withChannel, withLocks };
