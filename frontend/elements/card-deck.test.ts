// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test } from "vitest";
import { show } from "../testing";
import { shuffled } from "./card-deck";
import "./card-deck";

const shown = () =>
  [...document.querySelectorAll<HTMLElement>(".nb-cards > li")].filter((card) => !card.hidden);
const named = (name: string) =>
  [...document.querySelectorAll("button")].find((b) => b.textContent === name);

beforeEach(() => {
  show(`<nb-card-deck><ul class="nb-cards">
    <li><p class="nb-card__name">A</p></li><li data-used><p class="nb-card__name">B</p></li>
    <li><p class="nb-card__name">C</p></li></ul></nb-card-deck>`);
});

test("shuffling keeps every card and puts used ones last", () => {
  const cards = Array.from({ length: 50 }, (_, index) => index);
  const mixed = shuffled(cards, (card) => card % 5 === 0, Math.random);

  expect([...mixed].sort((a, b) => a - b)).toEqual(cards);
  expect(mixed.slice(-10).every((card) => card % 5 === 0)).toBe(true);
});

test("every order of three can come out", () => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 500; turn += 1) {
    seen.add(shuffled([1, 2, 3], () => false, Math.random).join());
  }
  expect(seen.size).toBe(6);
});

test("drawing shows one card that was not used; arrows go on; all come back", () => {
  named("Trek een kaart")?.click();
  expect(shown()).toHaveLength(1);
  expect(shown()[0]?.hasAttribute("data-used")).toBe(false);
  const first = shown()[0];

  document
    .querySelector(".nb-cards")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  expect(shown()).toHaveLength(1);
  expect(shown()[0]).not.toBe(first);

  named("Toon alle kaarten")?.click();
  expect(shown()).toHaveLength(3);
});
