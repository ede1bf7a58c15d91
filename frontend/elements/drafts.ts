// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Texts that are not saved yet, kept on this device so that nothing typed is ever lost. */

const PREFIX = "nb-draft:";
const KEPT = 30 * 24 * 3600 * 1000; // milliseconds

export interface Draft {
  values: Record<string, string>;
  /** The revision the text was written on, so that the server can merge. */
  basedOn: string;
  at: number;
}

function read(storage: Storage, key: string): Draft | null {
  try {
    const draft = JSON.parse(storage.getItem(key) ?? "null");
    return draft && typeof draft.values === "object" && typeof draft.at === "number" ? draft : null;
  } catch {
    return null;
  }
}

export function keepDraft(storage: Storage, name: string, draft: Draft): void {
  try {
    storage.setItem(PREFIX + name, JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the text still stands in the page.
  }
}

export function draftFor(storage: Storage, name: string): Draft | null {
  return read(storage, PREFIX + name);
}

export function dropDraft(storage: Storage, name: string): void {
  storage.removeItem(PREFIX + name);
}

/** Forget what nobody came back for. */
export function dropOldDrafts(storage: Storage, now: number): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const key of keys.filter((name) => name.startsWith(PREFIX))) {
    const draft = read(storage, key);
    if (!draft || now - draft.at > KEPT) storage.removeItem(key);
  }
}
