// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, test } from "vitest";
import { text } from "./texts";

afterEach(() => {
  document.documentElement.lang = "";
});

test("texts follow the language of the page, and are Dutch otherwise", () => {
  expect(text("saved")).toBe("opgeslagen");
  document.documentElement.lang = "en";
  expect(text("saved")).toBe("saved");
});
