// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Asks the server to lay out the bubbles again when someone in them changed. */
import type { Change, Store } from "../../live/store";
import type { Config, Diagram } from "./config";

const QUIET = 500; // milliseconds without a change before asking
const AT_LEAST = 2_500;
const AGAIN = 5_000; // after an answer that did not come

/** What has a place in the diagram or decides on it. */
const COUNTS = new Set(["candidate", "combination", "place", "exercise"]);

export function followDiagram(
  config: Config,
  desk: { takeDiagram(diagram: Diagram): void },
  store: Store,
): () => void {
  const known = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = 0;
  let isOver = false;

  const plan = (delay: number) => {
    clearTimeout(timer);
    first ||= Date.now();
    const latest = Math.max(first + AT_LEAST - Date.now(), 0);
    timer = setTimeout(ask, Math.min(delay, latest || delay));
  };
  const ask = async () => {
    first = 0;
    const diagram = await fetchDiagram(config.addresses.diagram);
    if (isOver) return;
    if (diagram) desk.takeDiagram(diagram);
    else plan(AGAIN);
  };
  const hear = (change: Change) => {
    // What is only here would not be in the answer yet.
    if (change.isOwn) return;
    let counts = change.isReset;
    for (const id of change.cards) {
      const type = store.card(id)?.type;
      if (type && COUNTS.has(type)) known.add(id);
      counts ||= known.has(id);
    }
    if (counts) plan(QUIET);
  };
  const stop = store.subscribe(hear);
  void ask();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop();
  };
}

async function fetchDiagram(address: string): Promise<Diagram | null> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (!answer.ok) return null;
    return ((await answer.json()) as { diagram: Diagram }).diagram;
  } catch {
    return null;
  }
}
