// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from "vitest";
import { show } from "../testing";
import { startIslands } from "./main";
import Sample from "./Sample.svelte";

const islands = { sample: async () => ({ default: Sample }) };

test("an island takes over its element with what the server wrote", async () => {
  show(
    '<div data-island="sample"><p>Zonder script</p></div>' +
      '<script type="application/json" id="nb-config">{"title": "Buurtfeest"}</script>',
  );
  expect(await startIslands(islands)).toBe(1);
  const element = document.querySelector<HTMLElement>("[data-island]");
  expect(element?.textContent?.trim()).toBe("Buurtfeest");
});

test("an island nobody knows keeps the page without scripts", async () => {
  show('<div data-island="other"><p>Zonder script</p></div>');
  expect(await startIslands(islands)).toBe(0);
  expect(document.body.textContent).toContain("Zonder script");
});

test("an island that does not arrive keeps the page without scripts", async () => {
  show('<div data-island="sample"><p>Zonder script</p></div>');
  const broken = { sample: () => Promise.reject(new Error("no network")) };
  await expect(startIslands(broken)).rejects.toThrow("no network");
  expect(document.body.textContent).toContain("Zonder script");
});
