// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What lies where: a grid that finds the boxes in a part of the sheet without looking at all. */
import { type Box, holds, overlap, type Point } from "./geometry";

const CELL = 640;

export interface Placed {
  key: string;
  box: Box;
}

export class Grid<Item extends Placed> {
  readonly #cells = new Map<number, Item[]>();

  constructor(items: Iterable<Item>) {
    for (const item of items) {
      for (const cell of cellsOf(item.box)) {
        const here = this.#cells.get(cell);
        if (here) here.push(item);
        else this.#cells.set(cell, [item]);
      }
    }
  }

  /** Everything that lies at least partly in the box, each once. */
  within(box: Box): Set<Item> {
    const found = new Set<Item>();
    for (const cell of cellsOf(box)) {
      for (const item of this.#cells.get(cell) ?? []) {
        if (overlap(item.box, box)) found.add(item);
      }
    }
    return found;
  }

  /** What lies at a point; of several the one put in last. */
  at(point: Point): Item | null {
    const here = this.#cells.get(name(Math.floor(point.x / CELL), Math.floor(point.y / CELL)));
    return here?.findLast((item) => holds(item.box, point)) ?? null;
  }
}

/** One number per cell, for sheets up to 32,768 cells wide to either side. */
function name(column: number, row: number): number {
  return row * 65_536 + column;
}

function cellsOf(box: Box): number[] {
  const found: number[] = [];
  const right = Math.floor((box.x + box.width) / CELL);
  const bottom = Math.floor((box.y + box.height) / CELL);
  for (let row = Math.floor(box.y / CELL); row <= bottom; row += 1) {
    for (let column = Math.floor(box.x / CELL); column <= right; column += 1) {
      found.push(name(column, row));
    }
  }
  return found;
}
