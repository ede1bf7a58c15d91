// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import "./import-progress";

const answers = (body: object, ok = true) =>
  vi.spyOn(window, "fetch").mockResolvedValue({ ok, json: async () => body } as Response);
const bar = () => document.querySelector("progress") as HTMLProgressElement;
const sentence = () => document.querySelector("[data-sentence]")?.textContent;

beforeEach(() => {
  vi.restoreAllMocks();
  vi.useFakeTimers();
  show(`<nb-import-progress data-address="/stand" data-state="reading">
    <p><span data-sentence></span></p><progress max="100" value="0"></progress>
  </nb-import-progress>`);
});

test("it shows how far it is", async () => {
  answers({ state: "reading", percent: 42, total: 600 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(bar().value).toBe(42);
  expect(sentence()).toBe("42%");
});

test("it asks again after an answer", async () => {
  const asked = answers({ state: "reading", percent: 1, total: 600 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked.mock.calls.length).toBeGreaterThan(1);
});

test("the page is drawn anew when something else goes on", async () => {
  const reload = vi.fn();
  vi.spyOn(window.location, "reload").mockImplementation(reload);
  answers({ state: "planned", percent: 100, total: 600 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reload).toHaveBeenCalledOnce();
});

test("without a connection it asks less often and goes on", async () => {
  const asked = vi.spyOn(window, "fetch").mockRejectedValue(new TypeError("offline"));
  await vi.advanceTimersByTimeAsync(8_000);
  const few = asked.mock.calls.length;
  expect(few).toBeGreaterThan(1);
  expect(few).toBeLessThan(5);
});
