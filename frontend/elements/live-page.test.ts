// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import { freshAddress, type LivePage } from "./live-page";
import "./live-page";
import "../live/connection"; // what the element fetches when it is needed
import "./autosave";

interface Page {
  cards?: string[];
  other?: string[];
  text?: string;
  token?: string;
  done?: boolean;
}

const card = (name: string) => `<li id="kaart-${name}"><p>${name}</p>
  <details><summary>Wijzig</summary><form action="/borden/b/doen"><input type="hidden" name="do"
  value="save"><input type="hidden" name="card" value="${name}"><textarea
  name="text">${name}</textarea></form></details></li>`;

const zone = (key: string, inside: string) =>
  `<section class="nb-zone" id="vak-${key}"><h2>${key}</h2>${inside}</section>`;

const adding = (key: string, token: string) => `<form action="/borden/b/doen"><input type="hidden"
  name="do" value="add"><input type="hidden" name="zone" value="${key}"><input type="hidden"
  name="op_id" value="${token}"><textarea name="text"></textarea></form>`;

function page({ cards = ["a"], other = ["x"], text = "tekst", token = "1", done }: Page = {}) {
  const message = done ? '<div class="nb-message--ok" role="status">Neergelegd.</div>' : "";
  return `<main><nb-live board="b" rev="4"></nb-live>${zone("Sterk", `${message}<ul>${cards.map(card).join("")}</ul>${adding("s", token)}`)}
    ${zone("Lastig", `<ul>${other.map(card).join("")}</ul>${adding("l", token)}`)}
    ${zone(
      "Wie",
      `<form action="/borden/b/doen"><input type="hidden" name="do" value="save">
      <input type="hidden" name="card" value="t"><input type="hidden" name="op_id" value="${token}">
      <input type="hidden" name="based_on" value="${token}">
      <nb-autosave><textarea name="text">${text}</textarea><p class="nb-actions"></p></nb-autosave>
      </form>`,
    )}`;
}

const element = () => document.querySelector("nb-live") as LivePage;
const names = (key: string) =>
  [...document.querySelectorAll(`#vak-${key} li`)].map((li) => li.id.replace("kaart-", ""));
const area = (key: string) =>
  document.querySelector(`#vak-${key} > form textarea`) as HTMLTextAreaElement;
const told = () => document.querySelector(".nb-live__told") as HTMLElement;
const said = () => document.querySelector("nb-live > .nb-visually-hidden")?.textContent;

function type(control: HTMLTextAreaElement, text: string): void {
  control.focus();
  control.value = text;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

async function renewed(newer: Page): Promise<void> {
  vi.mocked(fetch).mockImplementation(async () => new Response(page({ token: "2", ...newer })));
  await element().renew();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("offline")));
  show(page());
});
afterEach(() => {
  show("");
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a zone that nobody is busy in is renewed, and it is told politely", async () => {
  await renewed({ cards: ["a", "b", "c"] });

  expect(names("Sterk")).toEqual(["a", "b", "c"]);
  expect(told().hidden).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(said()).toBe("2 nieuwe kaarten in Sterk");
});

test("a page that only has other tokens leaves everything where it is", async () => {
  const before = document.querySelector("#kaart-a");
  await renewed({});

  expect(document.querySelector("#kaart-a")).toBe(before);
});

test("where someone types nothing moves; what changed is shown when asked, with what was typed", async () => {
  type(area("Sterk"), "half af");
  const before = area("Sterk");
  await renewed({ cards: ["a", "b"], other: ["x", "y"] });

  expect(area("Sterk")).toBe(before);
  expect(names("Sterk")).toEqual(["a"]);
  expect(names("Lastig")).toEqual(["x", "y"]);
  expect(told().textContent).toContain("Er is iets veranderd: 1 kaart");
  told().querySelector("button")?.click();
  expect(names("Sterk")).toEqual(["a", "b"]);
  expect(area("Sterk").value).toBe("half af");
  expect(told().hidden).toBe(true);
});

test("typed words on a card that others took away stay where they are", async () => {
  const own = document.querySelector("#kaart-a textarea") as HTMLTextAreaElement;
  type(own, "mijn woorden");
  await renewed({ cards: [] });
  told().querySelector("button")?.click();

  expect((document.querySelector("#kaart-a textarea") as HTMLTextAreaElement).value).toBe(
    "mijn woorden",
  );
});

test("what stood open stays open, and the way back from what was just done stays", async () => {
  show(page({ done: true }));
  (document.querySelector("#kaart-a details") as HTMLDetailsElement).open = true;
  await renewed({ cards: ["a", "b"] });

  expect((document.querySelector("#kaart-a details") as HTMLDetailsElement).open).toBe(true);
  expect(document.querySelector("#vak-Sterk")?.textContent).toContain("Neergelegd.");
});

test("a saved text follows what others make of it, also in a zone where someone is busy", async () => {
  await renewed({ text: "van een ander" });
  expect(area("Wie").value).toBe("van een ander");
});

test("an unsaved text does not follow", async () => {
  type(area("Wie"), "van mij");
  await renewed({ text: "van een ander" });
  expect(area("Wie").value).toBe("van mij");
});

test("the page is asked without what was just done", () => {
  expect(freshAddress("https://x.be/borden/b/stap/s?gedaan=4-4&toon=k#vak-s")).toBe(
    "https://x.be/borden/b/stap/s?toon=k",
  );
});
