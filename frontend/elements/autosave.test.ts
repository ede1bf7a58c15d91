// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later, show } from "../testing";
import { type Autosave, refusalIn, retryDelay } from "./autosave";
import "./autosave";

const form = (text: string, base = "1") => `
  <form action="/borden/b/doen" method="post">
    <input type="hidden" name="do" value="save"><input type="hidden" name="card" value="k">
    <input type="hidden" name="op_id" value="first"><input type="hidden" name="based_on" value="${base}">
    <nb-autosave><textarea name="text">${text}</textarea><p class="nb-actions"></p></nb-autosave>
  </form>`;
const area = () => document.querySelector("textarea") as HTMLTextAreaElement;
const element = () => document.querySelector("nb-autosave") as Autosave;
const value = (name: string) =>
  document.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;
const status = () => document.querySelector(".nb-saved")?.textContent;
const sent = (call: number) =>
  vi.mocked(fetch).mock.calls[call]?.[1]?.body as URLSearchParams | undefined;

function type(text: string): void {
  area().value = text;
  area().dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", vi.fn());
  localStorage.clear();
  show(form("oud"));
});
afterEach(() => {
  show("");
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what is typed is saved after a pause, and the draft is then gone", async () => {
  vi.mocked(fetch).mockResolvedValue(new Response(form("nieuw", "2")));

  type("nieuw");
  expect(status()).toBe("wacht");
  expect(localStorage.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(sent(0)?.get("text")).toBe("nieuw");
  expect(status()).toBe("opgeslagen");
  expect(localStorage.length).toBe(0);
  expect(value("based_on")).toBe("2");
});

test("without a server the text stays on the device, and is sent again as the same change", async () => {
  vi.mocked(fetch)
    .mockRejectedValueOnce(new TypeError("offline"))
    .mockResolvedValueOnce(new Response(form("nieuw", "2")));

  type("nieuw");
  await element().save();
  expect(status()).toContain("niet opgeslagen");
  expect(localStorage.length).toBe(1);
  await vi.advanceTimersByTimeAsync(retryDelay(1));

  expect(fetch).toHaveBeenCalledTimes(2);
  expect(sent(1)?.get("op_id")).toBe(sent(0)?.get("op_id"));
  expect(status()).toBe("opgeslagen");
});

test("other contents are another change", async () => {
  vi.mocked(fetch).mockImplementation(async () => new Response(form("x")));
  type("een");
  await element().save();
  type("twee");
  await element().save();

  expect(sent(1)?.get("op_id")).not.toBe(sent(0)?.get("op_id"));
});

test("a draft from before comes back with the revision it was written on", async () => {
  vi.mocked(fetch).mockRejectedValue(new TypeError("offline"));
  type("half af");
  show(form("van een ander", "9"));

  expect(area().value).toBe("half af");
  expect(value("based_on")).toBe("1");
});

test("what the server merged appears, when nobody typed on", async () => {
  vi.mocked(fetch).mockResolvedValue(new Response(form("mijn en jouw tekst", "5")));
  type("mijn tekst");
  await element().save();

  expect(area().value).toBe("mijn en jouw tekst");
  expect(status()).toBe("opgeslagen");
});

test("who types on while saving keeps the own text and the old revision, so that the next save merges", async () => {
  const slow = later<Response>();
  vi.mocked(fetch)
    .mockReturnValueOnce(slow.promise)
    .mockReturnValue(new Promise(() => {}));
  type("een");
  const saving = element().save();
  type("een twee");
  slow.resolve(new Response(form("een en iets van een ander", "5")));
  await saving;

  expect(area().value).toBe("een twee");
  expect(sent(1)?.get("based_on")).toBe("1");
});

test("a second tick while the first is on its way is sent after it", async () => {
  show(`
    <form action="/borden/b/doen" method="post">
      <input type="hidden" name="do" value="save"><input type="hidden" name="card" value="k">
      <input type="hidden" name="op_id" value="first">
      <nb-autosave><input type="checkbox" name="f_chosen" value="a">
        <input type="checkbox" name="f_chosen" value="b"></nb-autosave>
    </form>`);
  vi.mocked(fetch).mockImplementation(async () => new Response(document.body.innerHTML));
  const ticks = document.querySelectorAll<HTMLInputElement>('[type="checkbox"]');

  for (const tick of ticks) {
    tick.checked = true;
    tick.dispatchEvent(new Event("change", { bubbles: true }));
  }
  await vi.advanceTimersByTimeAsync(0);

  expect(sent(0)?.getAll("f_chosen")).toEqual(["a"]);
  expect(sent(1)?.getAll("f_chosen")).toEqual(["a", "b"]);
});

test("a refusal is told in the words of the server, and nothing is lost", async () => {
  const page = '<div class="nb-message--error"><p>Die tekst is te lang.</p><p>x</p></div>';
  vi.mocked(fetch).mockResolvedValue(new Response(page, { status: 422 }));
  type("lang");
  await element().save();

  expect(status()).toBe("niet opgeslagen: Die tekst is te lang.");
  expect(localStorage.length).toBe(1);
  expect(area().value).toBe("lang");
});

test("attempts come slower and slower, up to a minute", () => {
  expect([1, 2, 3, 9].map(retryDelay)).toEqual([2_000, 4_000, 8_000, 60_000]);
});

test("a page without a message gives no sentence", () => {
  expect(refusalIn(document.implementation.createHTMLDocument())).toBe("");
});
