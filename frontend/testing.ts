// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/** What tests of elements share. */

/** Put a page in the document all at once, as scripts find it after the page was read. */
export function show(html: string): void {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.body.replaceChildren(document.importNode(template.content, true));
}

/** A promise that a test fulfils when it wants to. */
export function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
