// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import { buttonFor } from "./drag";
import "./drag";

const card = () => document.querySelector("[data-drag]") as Element;
const place = (name: string) => document.querySelector(`[data-drop="${name}"]`) as Element;
const submitted = vi.fn((event: Event) => event.preventDefault());

function pointer(target: EventTarget, type: string, x: number): void {
  target.dispatchEvent(
    new PointerEvent(type, { clientX: x, clientY: 0, button: 0, bubbles: true, cancelable: true }),
  );
}

beforeEach(() => {
  submitted.mockClear();
  show(`<nb-drag>
    <div data-drag="tools"><span>Koor</span></div>
    <div data-drop="aalst"></div><div data-drop="gent"></div>
    <form id="tools"><button data-drop-for="aalst">Naar Aalst</button></form></nb-drag>`);
  document.querySelector("form")?.addEventListener("submit", submitted);
});
afterEach(() => vi.restoreAllMocks());

test("a card goes where one of its buttons goes, and nowhere else", () => {
  expect(buttonFor(card(), "aalst")?.textContent).toBe("Naar Aalst");
  expect(buttonFor(card(), "gent")).toBeNull();
});

function drag(to: string): void {
  document.elementsFromPoint = () => [card(), place(to)];
  pointer(card(), "pointerdown", 0);
  pointer(document, "pointermove", 40);
  pointer(document, "pointerup", 40);
}

test("letting go on a place sends the form of its button", () => {
  drag("aalst");
  expect(submitted).toHaveBeenCalledOnce();
});

test("letting go elsewhere does nothing and cleans up", () => {
  drag("gent");
  expect(submitted).not.toHaveBeenCalled();
  expect(document.querySelector(".nb-drop, .nb-drag-label, .nb-card--dragged")).toBeNull();
});

test("a press that hardly moves is no drag", () => {
  document.elementsFromPoint = () => [place("aalst")];
  pointer(card(), "pointerdown", 0);
  pointer(document, "pointermove", 3);
  pointer(document, "pointerup", 3);
  expect(submitted).not.toHaveBeenCalled();
});

test("a link that is a card itself is dragged, and then not followed", () => {
  const link = document.createElement("a");
  link.href = "#ergens";
  link.dataset.drag = "tools";
  document.querySelector("nb-drag")?.append(link);
  document.elementsFromPoint = () => [link, place("aalst")];
  pointer(link, "pointerdown", 0);
  pointer(document, "pointermove", 40);
  pointer(document, "pointerup", 40);
  const click = new MouseEvent("click", { bubbles: true, cancelable: true });
  link.dispatchEvent(click);

  expect(submitted).toHaveBeenCalledOnce();
  expect(click.defaultPrevented).toBe(true);
});

test("a press on a link inside a card is for the link", () => {
  const link = document.createElement("a");
  card().append(link);
  document.elementsFromPoint = () => [place("aalst")];
  pointer(link, "pointerdown", 0);
  pointer(document, "pointermove", 40);
  pointer(document, "pointerup", 40);

  expect(submitted).not.toHaveBeenCalled();
});
