// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Islands: `<div data-island="name">` becomes the Svelte component of that name.
 *
 * What the server knows stands in `<script type="application/json" id="nb-config">` and arrives as
 * the property `config`. What the element holds is the page without scripts; it gives way only once
 * the component is there, so that a page that cannot fetch it keeps working.
 */
import { type Component, mount } from "svelte";

/** What an island gets; `Config` is what its page writes with `json_script`. */
export type IslandProps<Config = unknown> = { config: Config };

// biome-ignore lint/suspicious/noExplicitAny: each island knows the form of its own config
export type Islands = Record<string, () => Promise<{ default: Component<IslandProps<any>> }>>;

/** Start every island on the page that has a component; answers how many there are. */
export async function startIslands(islands: Islands): Promise<number> {
  const elements = [...document.querySelectorAll<HTMLElement>("[data-island]")];
  const started = await Promise.all(elements.map((element) => start(element, islands)));
  return started.filter(Boolean).length;
}

async function start(element: HTMLElement, islands: Islands): Promise<boolean> {
  const load = islands[element.dataset.island ?? ""];
  if (!load) return false;
  const { default: component } = await load();
  const config = readConfig();
  element.replaceChildren();
  mount(component, { target: element, props: { config } });
  element.dataset.islandStarted = "";
  return true;
}

/** What the server wrote for the scripts of this page; an empty object when it wrote nothing. */
export function readConfig(): unknown {
  return JSON.parse(document.getElementById("nb-config")?.textContent || "{}");
}
