// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, expect, test } from "vitest";
import { draftFor, dropDraft, dropOldDrafts, keepDraft } from "./drafts";

const DAY = 24 * 3600 * 1000;
const draft = (at: number) => ({ values: { text: "tekst" }, basedOn: "4", at });

beforeEach(() => localStorage.clear());

test("a draft comes back until it is dropped", () => {
  keepDraft(localStorage, "a", draft(1));
  expect(draftFor(localStorage, "a")).toEqual(draft(1));

  dropDraft(localStorage, "a");
  expect(draftFor(localStorage, "a")).toBeNull();
});

test("only old and broken drafts are forgotten, and nothing of others", () => {
  keepDraft(localStorage, "old", draft(0));
  keepDraft(localStorage, "new", draft(20 * DAY));
  localStorage.setItem("nb-draft:broken", "{");
  localStorage.setItem("other", "{");

  dropOldDrafts(localStorage, 40 * DAY);

  expect(draftFor(localStorage, "old")).toBeNull();
  expect(draftFor(localStorage, "new")).not.toBeNull();
  expect(localStorage.getItem("nb-draft:broken")).toBeNull();
  expect(localStorage.getItem("other")).toBe("{");
});
