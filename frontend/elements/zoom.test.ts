// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test } from "vitest";
import { show } from "../testing";
import "./zoom";

const viewBox = () => document.querySelector("svg.drawing")?.getAttribute("viewBox");
const press = (key: string) =>
  document
    .querySelector("button")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const named = (name: string) =>
  [...document.querySelectorAll("button")].find((b) => b.textContent === name);

beforeEach(() => {
  show('<nb-zoom><svg class="drawing" viewBox="0 0 300 200"></svg></nb-zoom>');
});

test("buttons zoom in and show everything again", () => {
  named("Vergroot")?.click();
  expect(viewBox()).toBe("50 33.333 200 133.333");

  named("Toon alles")?.click();
  expect(viewBox()).toBe("0 0 300 200");
});

test("keys zoom and move; arrows scroll the page until someone zoomed in", () => {
  press("ArrowRight");
  expect(viewBox()).toBe("0 0 300 200");
  press("+");
  press("ArrowRight");
  expect(viewBox()).toBe("100 33.333 200 133.333");
});

test("nothing is written in a style attribute", () => {
  named("Vergroot")?.click();
  expect(document.body.innerHTML).not.toContain("style=");
});
