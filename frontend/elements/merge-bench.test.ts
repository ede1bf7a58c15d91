// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later, show } from "../testing";
import "./merge-bench";

const pair = (key: number) => `
  <form action="/beheer/dubbels/${key}" data-decide data-mark="${key}:a:b">
    <input type="radio" name="houd" value="a" checked><input type="radio" name="houd" value="b">
    <button name="besluit" value="zelfde">Z</button><button name="besluit" value="apart">A</button>
    <button name="besluit" value="later">L</button>
  </form>`;
const said = '<form action="/beheer/dubbels/9/terug" data-undo><button>U</button></form>';
const answer = (parts: object, status = 200) =>
  new Response(JSON.stringify({ said, left: "nog 2", now: null, next: null, ...parts }), {
    status,
    headers: { "Content-Type": "application/json" },
  });
const shown = () => document.querySelector<HTMLElement>("[data-now] form")?.dataset.mark ?? "";
const press = (key: string, target: EventTarget = document.body, more: object = {}) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
const settled = () => new Promise((done) => setTimeout(done, 0));

let fetched: ReturnType<typeof vi.fn>;

beforeEach(() => {
  localStorage.clear();
  fetched = vi.fn();
  vi.stubGlobal("fetch", fetched);
  show(`<p data-left>nog 3</p><input id="elders"><nb-merge-bench>
    <div data-said>${said}</div><div data-now>${pair(1)}</div>
    <template data-next>${pair(2)}</template></nb-merge-bench>`);
});
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const sent = (call = 0) =>
  Object.fromEntries(fetched.mock.calls[call]?.[1].body as Iterable<[string, string]>);

test("the next pair is there before the answer, and the answer brings the one after", async () => {
  const slow = later<Response>();
  fetched.mockReturnValueOnce(slow.promise).mockResolvedValueOnce(answer({ next: pair(4) }));

  press("z");
  expect(shown()).toBe("2:a:b");
  expect(sent()).toMatchObject({ besluit: "zelfde", houd: "a", volgende: "2:a:b" });
  slow.resolve(answer({ next: pair(3) }));
  await settled();
  expect(document.querySelector("[data-left]")?.textContent).toBe("nog 2");
  press("a");

  expect(shown()).toBe("3:a:b");
  expect(fetched.mock.calls[1]?.[0]).toContain("/beheer/dubbels/2");
});

test("a pair that the decision changed comes anew", async () => {
  fetched.mockResolvedValueOnce(answer({ now: pair(7) }));
  press("l");
  await settled();

  expect(shown()).toBe("7:a:b");
});

test("no second decision goes out while one is on its way", async () => {
  const slow = later<Response>();
  fetched.mockReturnValueOnce(slow.promise);
  press("z");
  press("z");
  press("u");

  expect(fetched).toHaveBeenCalledTimes(1);
  slow.resolve(answer({}));
  await settled();
});

test("a decision that did not arrive comes back with a sentence", async () => {
  fetched.mockRejectedValueOnce(new TypeError("offline"));
  press("z");
  await settled();

  expect(shown()).toBe("1:a:b");
  expect(document.querySelector("[data-said]")?.textContent).toContain("niet bewaard");
});

test("an answer that is not ours counts as not arrived", async () => {
  fetched.mockResolvedValueOnce(new Response("<h1>nee</h1>", { status: 404 }));
  press("z");
  await settled();

  expect(shown()).toBe("1:a:b");
});

test("a refusal shows what the server says and sends", async () => {
  fetched.mockResolvedValueOnce(answer({ said: "<p>Bo was eerder</p>", now: pair(1) }, 409));
  press("z");
  await settled();

  expect(document.querySelector("[data-said]")?.textContent).toBe("Bo was eerder");
  expect(shown()).toBe("1:a:b");
});

test("arrows choose whose name stays", async () => {
  fetched.mockResolvedValueOnce(answer({}));
  press("ArrowRight");
  press("z");

  expect(sent()).toMatchObject({ houd: "b" });
  await settled();
});

test("U takes the last decision back", async () => {
  fetched.mockResolvedValueOnce(answer({ now: pair(9), next: pair(1) }));
  press("u");
  await settled();

  expect(fetched.mock.calls[0]?.[0]).toContain("/beheer/dubbels/9/terug");
  expect(shown()).toBe("9:a:b");
});

test("typing, combinations and keys put off decide nothing", () => {
  press("z", document.getElementById("elders") as HTMLElement);
  press("z", document.body, { ctrlKey: true });
  const box = document.querySelector<HTMLInputElement>(".nb-bench-keys input") as HTMLInputElement;
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  press("z");

  expect(fetched).not.toHaveBeenCalled();
  expect(localStorage.getItem("nb-bench-keys")).toBe("off");
});
