// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from "vitest";
import { cleanIcon, iconsListed } from "./icons";

const TABLER = `<!--
tags: [find]
--><svg xmlns="http://www.w3.org/2000/svg" width="24" class="icon"><path stroke="none" d="M0 0h24v24H0z" fill="none"/><path d="M3 10a7 7 0 1 0 14 0" style="color:red" onclick="x()" /></svg>`;

test("a list may hold comments and empty lines", () => {
  expect(iconsListed("# why\nlock\n\n  trash # bin\n")).toEqual(["lock", "trash"]);
});

test("an icon loses everything but its lines", () => {
  const icon = cleanIcon(TABLER);

  expect(icon).toContain('class="nb-icon"');
  expect(icon).toContain('aria-hidden="true"');
  expect(icon).toContain('<path d="M3 10a7 7 0 1 0 14 0"/>');
  expect(icon).not.toMatch(/style=|onclick|M0 0h24|xmlns/);
});
