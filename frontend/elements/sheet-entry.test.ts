// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later, show } from "../testing";
import "./sheet-entry";

const field = (code: string) => `
  <li data-cell="${code}"><div class="nb-entry__cards"><div data-card><div class="nb-field">
    <input type="hidden" name="w.${code}.0.text" value=""><label for="v.${code}.0.text">Vak</label>
    <input name="v.${code}.0.text" id="v.${code}.0.text" value=""></div></div></div></li>`;
const page = `
  <div><div class="nb-sheet__bar"><span data-progress>0 van 2 vakken</span>
    <form data-undo hidden><input type="hidden" name="revision"><input type="hidden" name="until">
      <span data-said>Eerder</span></form></div>
  <nb-sheet-entry data-cells="{n} van {total} vakken" data-ticks="{n} aangevinkt">
    <form method="post" action="/borden/b/vellen/invoeren">
      <input type="hidden" name="blad" value="zone.1"><input type="hidden" name="tafel" value="3">
      <input type="hidden" name="based_on" value="7"><input type="hidden" name="op_id" value="x">
      <ol>${field("K7M4")}${field("3PRT")}</ol>
      <p class="nb-actions"><button>Bewaar</button></p>
    </form></nb-sheet-entry></div>`;

const find = <T extends Element>(selector: string) => document.querySelector(selector) as T;
const input = (code: string, part = 0) => find<HTMLInputElement>(`[name="v.${code}.${part}.text"]`);
const sent = (call: number) =>
  vi.mocked(fetch).mock.calls[call]?.[1]?.body as URLSearchParams | undefined;
const said = () => find(".nb-saved").textContent;

function answer(told: object, status = 200): Response {
  return new Response(JSON.stringify(told), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}

function press(code: string, typed: string, options: KeyboardEventInit = {}, part = 0): void {
  input(code, part).value = typed;
  const key = new KeyboardEvent("keydown", {
    key: "Enter",
    bubbles: true,
    cancelable: true,
    ...options,
  });
  input(code, part).dispatchEvent(key);
}

beforeEach(() => {
  vi.stubGlobal("fetch", vi.fn());
  vi.mocked(fetch).mockImplementation(async () =>
    answer({ revision: 9, filled: 1, total: 2, done: "8-9", problems: [] }),
  );
  show(page);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("enter goes to the next field and saves the one before", async () => {
  press("K7M4", "Muziek");
  expect(document.activeElement).toBe(input("3PRT"));
  await vi.waitFor(() => expect(said()).toBe("opgeslagen"));

  expect(sent(0)?.get("v.K7M4.0.text")).toBe("Muziek");
  expect(sent(0)?.get("tafel")).toBe("3");
  expect(sent(0)?.has("v.3PRT.0.text")).toBe(false);
  expect(find("[data-progress]").textContent).toBe("1 van 2 vakken");
  expect(find<HTMLInputElement>("[name=based_on]").value).toBe("9");
  expect(find<HTMLFormElement>("[data-undo]").hidden).toBe(false);
  expect(find<HTMLInputElement>("[name=until]").value).toBe("9");
});

test("shift and enter make a new line", () => {
  press("K7M4", "Muziek", { shiftKey: true });
  expect(fetch).not.toHaveBeenCalled();
  expect(document.activeElement).not.toBe(input("3PRT"));
});

test("control and enter give room for one more card from the cell", async () => {
  press("K7M4", "Muziek", { ctrlKey: true });
  expect(document.activeElement).toBe(input("K7M4", 1));
  expect(input("K7M4", 1).value).toBe("");
  await vi.waitFor(() => expect(said()).toBe("opgeslagen"));

  press("K7M4", "Dans", {}, 1);
  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
  expect(sent(1)?.get("v.K7M4.1.text")).toBe("Dans");
  expect(sent(1)?.has("v.K7M4.0.text")).toBe(false);
});

test("what is typed while saving follows after it", async () => {
  const first = later<Response>();
  vi.mocked(fetch).mockReturnValueOnce(first.promise);
  press("K7M4", "Muziek");
  press("3PRT", "Dans");
  expect(fetch).toHaveBeenCalledTimes(1);
  first.resolve(answer({ revision: 8, filled: 1, total: 2, problems: [] }));

  await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
  expect(sent(1)?.get("v.3PRT.0.text")).toBe("Dans");
  expect(sent(1)?.has("v.K7M4.0.text")).toBe(false);
});

test("a cell that is refused keeps its words and gets the sentence", async () => {
  const problems = [{ name: "v.K7M4.0.text", sentence: "Dit vak is vol." }];
  vi.mocked(fetch).mockResolvedValueOnce(answer({ revision: 7, total: 2, problems }, 422));
  press("K7M4", "Muziek");

  await vi.waitFor(() => expect(find(".nb-field__error").textContent).toBe("Dit vak is vol."));
  expect(input("K7M4").value).toBe("Muziek");
  expect(input("K7M4").getAttribute("aria-invalid")).toBe("true");
});

test("without a network it tries again with the same name", async () => {
  vi.useFakeTimers();
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError("offline"));
  press("K7M4", "Muziek");
  await vi.advanceTimersByTimeAsync(100);
  expect(said()).toContain("niet opgeslagen");
  await vi.advanceTimersByTimeAsync(5_000);

  expect(fetch).toHaveBeenCalledTimes(2);
  expect(sent(1)?.get("op_id")).toBe(sent(0)?.get("op_id"));
  expect(said()).toBe("opgeslagen");
});
