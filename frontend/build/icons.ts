// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Copies the icons that pages use from Tabler, ready to stand inside a page. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const KEPT = new Set(["d", "cx", "cy", "r", "x", "y", "x1", "x2", "y1", "y2", "width", "height"]);

/** The names in a list: one per line, `#` starts a comment. */
export function iconsListed(list: string): string[] {
  return list
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter(Boolean);
}

/** An icon of Tabler without names of its own, so that our style sheet decides how it looks. */
export function cleanIcon(svg: string): string {
  const shapes = [...svg.matchAll(/<(path|circle|rect|line|ellipse|polyline)\b([^>]*?)\/>/g)]
    .filter((match) => !match[2]?.includes('stroke="none"'))
    .map((match) => {
      const attributes = [...(match[2] ?? "").matchAll(/([a-z0-9-]+)="([^"]*)"/g)]
        .filter(([, name]) => KEPT.has(name ?? "") || name === "rx" || name === "ry")
        .map(([, name, value]) => ` ${name}="${value}"`);
      return `<${match[1]}${attributes.join("")}/>`;
    });
  return (
    '<svg class="nb-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" ' +
    'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" ' +
    `aria-hidden="true" focusable="false">${shapes.join("")}</svg>\n`
  );
}

/** Vite plugin: writes `icons/<name>.svg`. An unknown name stops the build. */
export function icons(options: { list: string; tabler: string }): Plugin {
  return {
    name: "netwerkbouwer-icons",
    apply: "build",
    generateBundle() {
      for (const name of iconsListed(readFileSync(options.list, "utf-8"))) {
        const path = join(options.tabler, `${name}.svg`);
        if (!existsSync(path)) this.error(`Tabler has no icon "${name}".`);
        const source = cleanIcon(readFileSync(path, "utf-8"));
        this.emitFile({ type: "asset", fileName: `icons/${name}.svg`, source });
      }
    },
  };
}
