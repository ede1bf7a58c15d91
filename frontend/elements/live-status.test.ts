// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Status } from "../live/connection";
import { News } from "../live/news";
import { show } from "../testing";
import { type LiveStatus, sentenceOf } from "./live-status";
import "./live-status";

const SAVED: Status = { isConnected: true, waiting: 0, refused: 0, isDurable: true, bye: null };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  show("");
  vi.useRealTimers();
});

test.each([
  [{}, "Opgeslagen"],
  [{ isConnected: false, waiting: 3 }, "Wacht op verbinding (3)"],
  [{ isConnected: false }, "Geen verbinding"],
  [{ refused: 1, waiting: 2 }, "Nog niet geplaatst (1)"],
  [{ bye: { code: "kicked", sentence: "Je doet niet meer mee." } }, "Je doet niet meer mee."],
  [{ isConnected: false, waiting: 1, isDurable: false }, "dit toestel kan niets bewaren"],
])("%j is told as '%s'", (status, sentence) => {
  expect(sentenceOf({ ...SAVED, ...status })).toContain(sentence);
});

test("a short wait changes nothing on the sign", () => {
  show("<nb-live-status></nb-live-status>");
  const sign = document.querySelector("nb-live-status") as LiveStatus;
  sign.show(SAVED);
  sign.show({ ...SAVED, waiting: 1 });
  vi.advanceTimersByTime(1_000);
  sign.show(SAVED);
  vi.advanceTimersByTime(5_000);
  expect(sign.textContent).toBe("Opgeslagen");
  sign.show({ ...SAVED, waiting: 1, isConnected: false });
  vi.advanceTimersByTime(2_000);
  expect(sign.textContent).toBe("Wacht op verbinding (1)");
});

test("news of others is told together, at most once in five seconds", () => {
  const told: [string, number][][] = [];
  let now = 0;
  const news = new News(
    (counts) => told.push([...counts]),
    () => now,
  );
  news.add("Wat", 1);
  vi.advanceTimersByTime(0);
  news.add("Wat", 2);
  news.add("Wie", 1);
  now = 4_000;
  vi.advanceTimersByTime(4_900);
  expect(told).toEqual([[["Wat", 1]]]);
  vi.advanceTimersByTime(200);
  expect(told[1]).toEqual([
    ["Wat", 2],
    ["Wie", 1],
  ]);
});
