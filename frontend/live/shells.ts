// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * What the service worker keeps, so that a joined board opens without a network: files that never
 * change, and the shell of pages where someone takes part. Nothing that stands on a board: cards
 * are taken out of a page before it is kept, and so are its tokens.
 *
 * A kept page is shown only when there is no answer at all; an answer that the page is gone or
 * closed takes it away here too.
 */

const SHELL = /^\/(?:sessies\/[0-9a-z]{1,12}|borden\/[0-9a-z]{1,12}\/tekening)$/;
/** With a hash in its name: never another content under the same address. */
const STATIC = /^\/static\/dist\/[\w./-]+\.[0-9a-f]{12}\.(?:js|css|woff2|svg)$/;
const ISLAND =
  /(<div data-island="(?:participant|drawing)"[^>]*>)[\s\S]*?(<\/div>\s*<script id="nb-config")/;
const TOKENS = [
  /(<meta name="nb-csrf" content=")[^"]*(")/g,
  /(<input type="hidden" name="csrfmiddlewaretoken" value=")[^"]*(")/g,
];
const SHELLS = "nb-shells-1";
const FILES = "nb-files-1";
const MOST_FILES = 300;

export function isShell(path: string): boolean {
  return SHELL.test(path);
}

export function isFile(path: string): boolean {
  return STATIC.test(path);
}

/** The page without what stands on the board and without tokens; null when that is not certain. */
export function stripped(html: string): string | null {
  if (!ISLAND.test(html)) return null;
  const bare = html.replace(ISLAND, "$1$2");
  return TOKENS.reduce((page, token) => page.replace(token, "$1$2"), bare);
}

/** What the keeping needs of the browser, so that tests can put their own in its place. */
export interface Surroundings {
  origin: string;
  caches: CacheStorage;
  fetch(request: Request | string): Promise<Response>;
}

export class Shells {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The answer to a request, or null when it is none of ours. */
  answer(request: Request): Promise<Response> | null {
    const { pathname, origin } = new URL(request.url);
    if (request.method !== "GET" || origin !== this.#around.origin) return null;
    if (isFile(pathname)) return this.#file(request.url);
    if (request.mode === "navigate" && isShell(pathname)) return this.#page(request, pathname);
    return null;
  }

  /** Keep the page of an address and the files it uses, before there is no network. */
  async keep(path: string, files: readonly string[]): Promise<void> {
    if (!isShell(path)) return;
    const answer = await this.#around.fetch(`${this.#around.origin}${path}`);
    await this.#keepPage(path, answer);
    const wanted = files.filter((file) => {
      const url = new URL(file, this.#around.origin);
      return url.origin === this.#around.origin && isFile(url.pathname);
    });
    await Promise.all(wanted.map((file) => this.#file(file)));
    await this.#tidy();
  }

  async forget(path: string): Promise<void> {
    await (await this.#around.caches.open(SHELLS)).delete(this.#key(path));
  }

  /** Forget what earlier versions kept. */
  async forgetOld(): Promise<void> {
    const names = await this.#around.caches.keys();
    const old = names.filter((name) => name.startsWith("nb-") && name !== SHELLS && name !== FILES);
    await Promise.all(old.map((name) => this.#around.caches.delete(name)));
  }

  #key(path: string): string {
    return `${this.#around.origin}${path}`;
  }

  async #file(address: string): Promise<Response> {
    const kept = await this.#around.caches.open(FILES);
    const known = await kept.match(address);
    if (known) return known;
    const answer = await this.#around.fetch(address);
    if (answer.ok) await kept.put(address, answer.clone()).catch(() => {});
    return answer;
  }

  async #page(request: Request, path: string): Promise<Response> {
    let answer: Response;
    try {
      answer = await this.#around.fetch(request);
    } catch (error) {
      const kept = await (await this.#around.caches.open(SHELLS)).match(this.#key(path));
      if (kept) return kept;
      throw error;
    }
    await this.#keepPage(path, answer.clone()).catch(() => {});
    return answer;
  }

  async #keepPage(path: string, answer: Response): Promise<void> {
    if (answer.status >= 500) return;
    const isPage = answer.ok && !answer.redirected && answer.type !== "opaqueredirect";
    const shell = isPage ? stripped(await answer.text()) : null;
    if (shell === null) {
      await this.forget(path);
      return;
    }
    // With the headers of the page: its content security policy holds for the kept one too.
    const headers = new Headers(answer.headers);
    for (const name of ["content-encoding", "content-length", "set-cookie"]) headers.delete(name);
    const kept = await this.#around.caches.open(SHELLS);
    await kept.put(this.#key(path), new Response(shell, { headers }));
  }

  async #tidy(): Promise<void> {
    const kept = await this.#around.caches.open(FILES);
    const all = await kept.keys();
    await Promise.all(all.slice(0, -MOST_FILES).map((request) => kept.delete(request)));
  }
}
