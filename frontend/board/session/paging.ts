// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Which cards fit on the projector at once: big enough to read, newest first, the rest on pages. */

/** How wide a text is, in pixels. */
export type Measure = (text: string) => number;

/** Lines that a text takes in this width, words whole; a word that is too long is broken. */
export function lineCount(text: string, width: number, measure: Measure): number {
  return text.split("\n").reduce((sum, line) => sum + linesOf(line, width, measure), 0);
}

function linesOf(line: string, width: number, measure: Measure): number {
  const space = measure(" ");
  let [lines, used] = [1, 0];
  for (const word of line.split(/\s+/).filter(Boolean)) {
    const wide = measure(word);
    if (used > 0 && used + space + wide > width) [lines, used] = [lines + 1, 0];
    used += (used > 0 ? space : 0) + wide;
    if (used > width) {
      const more = Math.ceil(used / width) - 1;
      lines += more;
      used -= more * width;
    }
  }
  return lines;
}

/** Things of given heights on pages of one height, in order. Nothing is ever left out. */
export function pages<T>(items: readonly T[], heights: readonly number[], room: number): T[][] {
  const found: T[][] = [];
  let left = 0;
  items.forEach((item, index) => {
    const height = heights[index] ?? 0;
    const page = found.at(-1);
    if (page && height <= left) {
      page.push(item);
      left -= height;
    } else {
      found.push([item]);
      left = room - height;
    }
  });
  return found;
}

/** Columns that stand side by side, at most so many, as even as they can be. */
export function sets<T>(columns: readonly T[], most: number): T[][] {
  const count = Math.ceil(columns.length / most);
  return Array.from({ length: count }, (_, index) =>
    columns.slice(
      Math.floor((index * columns.length) / count),
      Math.floor(((index + 1) * columns.length) / count),
    ),
  );
}

/** A page of the projector: which set of columns, and which page of each. */
export interface Turn {
  set: number;
  page: number;
}

/** All pages in the order they are turned; `counts`: per set, per column, how many pages. */
export function turns(counts: readonly (readonly number[])[]): Turn[] {
  return counts.flatMap((columns, set) =>
    Array.from({ length: Math.max(1, ...columns) }, (_, page) => ({ set, page })),
  );
}

/** A column with fewer pages stays at its last one. */
export function pageOf<T>(column: readonly T[][], page: number): T[] {
  return column[Math.min(page, column.length - 1)] ?? [];
}

/** What the buttons of the pages need. */
export interface Pager {
  number: number;
  count: number;
  /** Whether the pages stay where they are. */
  isStill: boolean;
  go(by: number): void;
  hold(): void;
}
