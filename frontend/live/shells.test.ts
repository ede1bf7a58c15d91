// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node
import { beforeEach, expect, test, vi } from "vitest";
import { isFile, isShell, Shells, stripped } from "./shells";

const ORIGIN = "https://net.example";
const PATH = "/sessies/ab12";
const PAGE = `<head><meta name="nb-csrf" content="geheim"></head><form><input type="hidden" name="csrfmiddlewaretoken" value="geheim"></form>
<div data-island="participant"><div>Halflege zaal</div></div>
<script id="nb-config" type="application/json">{"board":"b"}</script>`;

/** The part of the browser's cache that is used, in memory. */
class Kept {
  readonly stores = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    const key = (request: Request | string) =>
      typeof request === "string" ? request : request.url;
    return {
      match: async (request: Request | string) => store.get(key(request))?.clone(),
      put: async (request: Request | string, answer: Response) =>
        void store.set(key(request), answer),
      delete: async (request: Request | string) => store.delete(key(request)),
      keys: async () => [...store.keys()].map((url) => new Request(url)),
    };
  }

  keys = async () => [...this.stores.keys()];
  delete = async (name: string) => this.stores.delete(name);

  /** All that is kept, as text. */
  async all(): Promise<string> {
    const answers = [...this.stores.values()].flatMap((store) => [...store.values()]);
    return (await Promise.all(answers.map((answer) => answer.clone().text()))).join("\n");
  }
}

let kept: Kept;
let fetch: ReturnType<typeof vi.fn<(request: Request | string) => Promise<Response>>>;
let shells: Shells;

function page(path = PATH): Request {
  const request = new Request(`${ORIGIN}${path}`);
  Object.defineProperty(request, "mode", { value: "navigate" });
  return request;
}

const ask = async (request: Request) => (await shells.answer(request))?.text();

beforeEach(() => {
  kept = new Kept();
  fetch = vi.fn(async () => new Response(PAGE));
  shells = new Shells({ origin: ORIGIN, caches: kept as unknown as CacheStorage, fetch });
});

test("a page someone takes part in opens without a network, with nothing of the board in it", async () => {
  expect(await ask(page())).toBe(PAGE);
  fetch.mockRejectedValue(new TypeError("offline"));
  const shell = await ask(page(`${PATH}?stap=wat`));

  expect(shell).toContain('{"board":"b"}');
  expect(await kept.all()).not.toMatch(/Halflege|geheim/);
});

test("as long as the server answers, the kept page is not shown, whatever the answer is", async () => {
  await ask(page());
  fetch.mockResolvedValue(new Response("Even geduld", { status: 503 }));
  expect(await ask(page())).toBe("Even geduld");
  fetch.mockResolvedValue(new Response(PAGE.replace("Halflege", "Volle")));
  expect(await ask(page())).toContain("Volle zaal");
});

test("a page that may not be seen any more is forgotten", async () => {
  await ask(page());
  fetch.mockResolvedValue(new Response("Niet gevonden", { status: 404 }));
  await ask(page());
  fetch.mockRejectedValue(new TypeError("offline"));
  await expect(ask(page())).rejects.toThrow("offline");
});

test("who leaves takes the page along", async () => {
  await ask(page());
  await shells.forget(PATH);
  expect(await kept.all()).toBe("");
});

test("pages are kept per address", async () => {
  await ask(page());
  fetch.mockRejectedValue(new TypeError("offline"));
  await expect(ask(page("/sessies/cd34"))).rejects.toThrow("offline");
});

test("a page asked for before the network went comes with its files", async () => {
  const file = `${ORIGIN}/static/dist/board.0123456789ab.js`;
  await shells.keep(PATH, [file, `${ORIGIN}/borden/ab/stand`, "https://elders.example/x.js"]);
  expect(fetch.mock.calls.map(([request]) => request)).toEqual([`${ORIGIN}${PATH}`, file]);
  fetch.mockRejectedValue(new TypeError("offline"));
  expect(await ask(new Request(file))).toBe(PAGE);
});

test.each([
  ["/sessies/ab12", true],
  ["/borden/ab12/tekening", true],
  ["/sessies/ab12/scherm", false],
  ["/borden/ab12/stap/wat", false],
  ["/borden/ab12/stand", false],
  ["/", false],
])("%s is a page to keep: %s", (path, is) => {
  expect(isShell(path)).toBe(is);
});

test("only files whose name changes with their content are kept", () => {
  expect(isFile("/static/dist/main.0123456789ab.js")).toBe(true);
  expect(isFile("/static/favicon.svg")).toBe(false);
  expect(isFile("/sw.js")).toBe(false);
});

test("other requests are left to the browser", () => {
  expect(shells.answer(new Request(`${ORIGIN}/borden/ab12/stand`))).toBeNull();
  expect(shells.answer(new Request(`${ORIGIN}${PATH}`, { method: "POST" }))).toBeNull();
  expect(
    shells.answer(new Request("https://elders.example/static/dist/x.0123456789ab.js")),
  ).toBeNull();
});

test("a page in which the board cannot be told apart is not kept", () => {
  expect(stripped("<h1>Iets anders</h1>")).toBeNull();
});

test("what an earlier version kept goes", async () => {
  await kept.open("nb-shells-0");
  await kept.open("van een ander");
  await shells.forgetOld();
  expect(await kept.keys()).toEqual(["van een ander"]);
});
