// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later, show } from "../testing";
import { type LiveSearch, resultsIn, searchAddress } from "./live-search";
import "./live-search";

beforeEach(() => {
  show(`
    <nb-live-search><form action="/organisaties">
      <input name="q" value="koor"><input name="sector" value=" "><input name="km" value="20">
    </form></nb-live-search>
    <div id="resultaten"><p class="nb-count">oud</p></div>`);
});
afterEach(() => vi.unstubAllGlobals());

const element = () => document.querySelector("nb-live-search") as LiveSearch;
const answer = (count: string) => new Response(`<p class="nb-count">${count}</p>`);

test("the address leaves out what is empty", () => {
  const form = document.querySelector("form") as HTMLFormElement;
  expect(searchAddress(form)).toBe("/organisaties?q=koor&km=20");
});

test("a whole page as answer gives only its results", () => {
  const page = '<html><body><h1>x</h1><div id="resultaten"><p>3</p></div></body></html>';
  expect(resultsIn(page).map((node) => node.textContent)).toEqual(["3"]);
});

test("results are replaced, told and put in the address, and the focus stays", async () => {
  const fetched = vi.fn().mockResolvedValue(answer("3 organisaties"));
  vi.stubGlobal("fetch", fetched);
  const input = document.querySelector("input") as HTMLInputElement;
  input.focus();

  await element().search();

  expect(fetched.mock.calls[0]?.[0]).toBe("/organisaties?q=koor&km=20");
  expect(fetched.mock.calls[0]?.[1].headers).toEqual({ "X-NB-Fragment": "results" });
  expect(document.querySelector("#resultaten .nb-count")?.textContent).toBe("3 organisaties");
  expect(document.querySelector('[role="status"]')?.textContent).toBe("3 organisaties");
  expect(document.activeElement).toBe(input);
});

test("an older answer that comes late is thrown away", async () => {
  const late = later<Response>();
  vi.stubGlobal(
    "fetch",
    vi.fn().mockReturnValueOnce(late.promise).mockResolvedValueOnce(answer("nieuw")),
  );

  const first = element().search();
  await element().search();
  late.resolve(answer("laat"));
  await first;

  expect(document.querySelector("#resultaten .nb-count")?.textContent).toBe("nieuw");
});

test("when searching fails the old results stay and people hear it", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("offline")));

  await element().search();

  expect(document.querySelector("#resultaten .nb-count")?.textContent).toBe("oud");
  expect(document.querySelector('[role="status"]')?.textContent).toContain("lukte niet");
  expect(document.querySelector("#resultaten")?.hasAttribute("aria-busy")).toBe(false);
});
