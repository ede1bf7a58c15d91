// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import { nextOption, placesIn } from "./suggest-place";
import "./suggest-place";

const PLACES = [
  { code: "41002", label: "Aalst" },
  { code: "GM0197", label: "Aalten" },
];
const input = () => document.querySelector("input") as HTMLInputElement;
const options = () => [...document.querySelectorAll('[role="option"]')];
const key = (name: string) =>
  input().dispatchEvent(new KeyboardEvent("keydown", { key: name, cancelable: true }));

async function type(text: string): Promise<void> {
  input().focus();
  input().value = text;
  input().dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    "fetch",
    vi.fn().mockImplementation(async () => Response.json(PLACES)),
  );
  show('<label for="p">Gemeente</label><nb-suggest-place><input id="p"></nb-suggest-place>');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([null, {}, "x", [1, null, { code: 3 }]])("%j holds no places", (answer) => {
  expect(placesIn(answer)).toEqual([]);
});

test("arrows go around the options", () => {
  expect(nextOption(-1, "ArrowDown", 2)).toBe(0);
  expect(nextOption(1, "ArrowDown", 2)).toBe(0);
  expect(nextOption(0, "ArrowUp", 2)).toBe(1);
  expect(nextOption(-1, "ArrowUp", 0)).toBe(-1);
});

test("typing shows proposals, keys pick one, and the form hears of it", async () => {
  const changed = vi.fn();
  input().addEventListener("change", changed);

  await type("aal");
  expect(input().getAttribute("aria-expanded")).toBe("true");
  expect(options().map((option) => option.textContent)).toEqual(["Aalst", "Aalten"]);

  key("ArrowDown");
  key("ArrowDown");
  expect(input().getAttribute("aria-activedescendant")).toBe(options()[1]?.id);
  key("Enter");

  expect(input().value).toBe("Aalten");
  expect(input().getAttribute("aria-expanded")).toBe("false");
  expect(changed).toHaveBeenCalledOnce();
});

test("escape closes the list and leaves what was typed", async () => {
  await type("aal");
  key("Escape");

  expect(document.querySelector<HTMLElement>('[role="listbox"]')?.hidden).toBe(true);
  expect(input().value).toBe("aal");
});

test("one letter asks nothing", async () => {
  await type("a");
  expect(fetch).not.toHaveBeenCalled();
});
