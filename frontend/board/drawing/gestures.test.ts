// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Gestures, type Meanings } from "./gestures";
import { commandOf, HELP } from "./keys";

let told: string[];
let element: HTMLElement;
let gestures: Gestures;

const means: Meanings = {
  keyOf: (target) => (target as HTMLElement).dataset.key ?? null,
  mayLift: (key) => key !== "fixed",
  tap: (key, _at, isDouble) => told.push(`${isDouble ? "double" : "tap"} ${key}`),
  slide: (dx, dy) => told.push(`slide ${dx} ${dy}`),
  pinch: (factor) => told.push(`pinch ${factor.toFixed(1)}`),
  lift: (key) => told.push(`lift ${key}`),
  drag: ({ x }) => told.push(`drag ${x}`),
  drop: ({ x }) => told.push(`drop ${x}`),
  cancel: () => told.push("cancel"),
};

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  element = document.createElement("div");
  for (const key of ["card", "fixed"]) {
    const made = document.createElement("div");
    made.dataset.key = key;
    element.append(made);
  }
  document.body.replaceChildren(element);
  gestures = new Gestures(element, means);
});

function point(type: string, x: number, y = 0, more: PointerEventInit = {}, on = element): void {
  const init = {
    clientX: x,
    clientY: y,
    bubbles: true,
    pointerId: 1,
    pointerType: "mouse",
    ...more,
  };
  on.dispatchEvent(new PointerEvent(type, init));
}

function child(key: string): HTMLElement {
  return element.querySelector(`[data-key="${key}"]`) as HTMLElement;
}

describe("a mouse", () => {
  test("drags a card and lets it go", () => {
    point("pointerdown", 0, 0, {}, child("card"));
    point("pointermove", 20);
    point("pointermove", 30);
    point("pointerup", 30);
    expect(told).toEqual(["lift card", "drag 20", "drag 30", "drop 30"]);
  });

  test("slides the sheet from an empty place, or from a card that stays where it is", () => {
    point("pointerdown", 0);
    point("pointermove", 20);
    point("pointerup", 20);
    point("pointerdown", 0, 0, {}, child("fixed"));
    point("pointermove", 10);
    point("pointerup", 10);
    expect(told).toEqual(["slide -20 0", "slide -10 0"]);
  });

  test("that hardly moves, taps; twice is double", () => {
    for (let time = 0; time < 2; time += 1) {
      point("pointerdown", 0, 0, {}, child("card"));
      point("pointermove", 2);
      point("pointerup", 2);
    }
    expect(told).toEqual(["tap card", "double card"]);
  });

  test("stopped halfway, leaves the card", () => {
    point("pointerdown", 0, 0, {}, child("card"));
    point("pointermove", 20);
    gestures.stop();
    point("pointerup", 20);
    expect(told).toEqual(["lift card", "drag 20", "cancel"]);
  });
});

describe("a finger", () => {
  const finger = { pointerType: "touch" };

  test("slides the sheet, also over a card", () => {
    point("pointerdown", 0, 0, finger, child("card"));
    point("pointermove", 20, 0, finger);
    vi.runAllTimers();
    point("pointerup", 20, 0, finger);
    expect(told).toEqual(["slide -20 0"]);
  });

  test("held still on a card lifts it", () => {
    point("pointerdown", 0, 0, finger, child("card"));
    vi.runAllTimers();
    point("pointermove", 25, 0, finger);
    point("pointerup", 25, 0, finger);
    expect(told).toEqual(["lift card", "drag 25", "drop 25"]);
  });

  test("with another one pinches, and lifts nothing", () => {
    point("pointerdown", 0, 0, finger, child("card"));
    point("pointerdown", 100, 0, { ...finger, pointerId: 2 });
    point("pointermove", 200, 0, { ...finger, pointerId: 2 });
    vi.runAllTimers();
    expect(told).toEqual(["slide -50 0", "pinch 2.0"]);
  });
});

describe("keys", () => {
  const press = (key: string, more = {}) =>
    commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

  test("do what the help says", () => {
    expect(press("ArrowLeft")).toEqual({ do: "walk", direction: "left" });
    expect(press(" ")).toEqual({ do: "lift" });
    expect(press("S", { shiftKey: true })).toEqual({ do: "dot", step: -1 });
    expect(press("F10", { shiftKey: true })).toEqual({ do: "menu" });
    expect(press("z", { ctrlKey: true })).toEqual({ do: "undo" });
    expect(HELP.length).toBeGreaterThan(10);
  });

  test("of the browser stay of the browser", () => {
    expect(press("f", { ctrlKey: true })).toBeNull();
    expect(press("ArrowLeft", { altKey: true })).toBeNull();
    expect(press("q")).toBeNull();
  });
});
