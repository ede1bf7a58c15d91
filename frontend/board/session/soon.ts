// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** Calls an action some time after the first of many reasons, once for all of them. */
export function soon(action: () => void, delay: number): { start(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start() {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, delay);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
