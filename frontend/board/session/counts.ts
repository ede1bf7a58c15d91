// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What the server counts in the whole session. With a worksheet per table the connection of the
 * wall only knows the main board; the page itself knows all boards (`data-live` on its numbers).
 */
const NAMES = ["people", "cards"] as const;

export type Counts = Record<(typeof NAMES)[number], string>;

export function countsIn(page: ParentNode): Counts | null {
  const found = NAMES.map((name) => {
    const element = page.querySelector(`[data-live="${name}"]`);
    return [name, element?.textContent?.trim() ?? ""] as const;
  });
  return found.every(([, words]) => words) ? (Object.fromEntries(found) as Counts) : null;
}

/** Ask the page of this screen again; null when it cannot be read now. */
export async function askCounts(): Promise<Counts | null> {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return null;
    return countsIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    return null;
  }
}
