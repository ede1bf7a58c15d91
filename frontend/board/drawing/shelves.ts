// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Boxes in reading order on shelves below each other, like books. Pure. */
import type { Box } from "./geometry";

/** Gives every box its x and y, and the size of all together; about `aspect` times wider than high. */
export function packed(
  boxes: readonly Box[],
  gap: number,
  aspect: number,
): { width: number; height: number } {
  const surface = boxes.reduce((sum, box) => sum + (box.width + gap) * (box.height + gap), 0);
  const widest = Math.max(0, ...boxes.map((box) => box.width));
  const limit = Math.max(widest, Math.sqrt(surface * aspect));
  const size = { width: 0, height: 0 };
  let [left, top, high] = [0, 0, 0];
  for (const box of boxes) {
    if (left > 0 && left + box.width > limit * 1.04) [left, top, high] = [0, top + high + gap, 0];
    [box.x, box.y] = [left, top];
    left += box.width + gap;
    high = Math.max(high, box.height);
    size.width = Math.max(size.width, box.x + box.width);
    size.height = Math.max(size.height, top + high);
  }
  return size;
}
