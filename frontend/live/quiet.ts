// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2

/** Calls `action` when it has been quiet for a while, and now and then when it never is. */
export function whenQuiet(
  action: () => void,
  { quiet, atLeast }: { quiet: number; atLeast: number },
): { start(): void; stop(): void } {
  let soon: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(soon);
    clearTimeout(late);
    late = undefined;
  };
  const act = () => {
    stop();
    action();
  };
  return {
    stop,
    start() {
      clearTimeout(soon);
      soon = setTimeout(act, quiet);
      late ??= setTimeout(act, atLeast);
    },
  };
}
