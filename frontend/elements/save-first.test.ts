// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later, show } from "../testing";
import "./save-first";

const page = `
  <form data-save-first method="post" action="/borden/b/doen">
    <input type="hidden" name="do" value="save"><input name="f_municipality" value="">
    <select name="f_sector"><option value="">Kies</option><option value="sport">Sport</option></select>
  </form>
  <form data-save-first method="post" action="/borden/b/doen">
    <textarea name="text" required></textarea>
  </form>
  <nav class="nb-step-nav"><a href="/borden/b/stap/verder">Verder</a></nav>`;
const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const place = () => find<HTMLInputElement>("[name=f_municipality]");
const sent = (call: number) =>
  vi.mocked(fetch).mock.calls[call]?.[1]?.body as URLSearchParams | undefined;
const assign = vi.fn();

/** Press the link; whether the browser would follow it at once. */
function press(options: MouseEventInit = {}): boolean {
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, ...options });
  return find("a").dispatchEvent(click);
}

beforeEach(() => {
  vi.stubGlobal("fetch", vi.fn());
  vi.spyOn(location, "assign").mockImplementation(assign);
  assign.mockClear();
  show(page);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a page with nothing typed is left at once", () => {
  expect(press()).toBe(true);
  expect(fetch).not.toHaveBeenCalled();
});

test("what was typed and chosen is saved before the next step opens", async () => {
  const answer = later<Response>();
  vi.mocked(fetch).mockReturnValue(answer.promise);
  place().value = "Genk";
  find<HTMLSelectElement>("select").selectedIndex = 1;

  expect(press()).toBe(false);
  expect(press()).toBe(false); // pressed twice: sent once
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(sent(0)?.toString()).toBe("do=save&f_municipality=Genk&f_sector=sport");
  expect(assign).not.toHaveBeenCalled();

  answer.resolve(new Response(""));
  await vi.waitFor(() => expect(assign).toHaveBeenCalledTimes(1));
  expect(assign.mock.calls[0]?.[0]).toContain("/borden/b/stap/verder");
});

test("what the server refuses is sent in the ordinary way, so that its page says why", async () => {
  vi.mocked(fetch).mockResolvedValue(new Response("", { status: 422 }));
  const form = find<HTMLFormElement>("form");
  const submitted = vi.spyOn(form, "requestSubmit").mockImplementation(() => {});
  place().value = "Nergenshuizen";
  press();

  await vi.waitFor(() => expect(submitted).toHaveBeenCalledTimes(1));
  expect(assign).not.toHaveBeenCalled();
});

test("a link that opens in another tab leaves the page as it is", () => {
  place().value = "Genk";

  expect(press({ ctrlKey: true })).toBe(true);
  expect(fetch).not.toHaveBeenCalled();
});
