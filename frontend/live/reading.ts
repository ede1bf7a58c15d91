// SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Small guards that together read JSON from outside: each gives back a value of its type or throws
 * a Misfit that says where. Keys we do not know are left out, so that a newer server may say more.
 */

export class Misfit extends Error {}

/** Reads one value; `at` is where it stands, for the reason. */
export type Guard<T> = (value: unknown, at: string) => T;

function misfit(at: string, wanted: string): never {
  throw new Misfit(`${at || "message"}: ${wanted} expected`);
}

export const text: Guard<string> = (value, at) =>
  typeof value === "string" ? value : misfit(at, "text");

/** Not negative: everything we count. */
export const number: Guard<number> = (value, at) =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : misfit(at, "number");

export const flag: Guard<boolean> = (value, at) =>
  typeof value === "boolean" ? value : misfit(at, "true or false");

/** An object of which we do not know the keys. */
export const open: Guard<Record<string, unknown>> = (value, at) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : misfit(at, "object");

export function oneOf<T extends string>(...options: T[]): Guard<T> {
  return (value, at) =>
    options.includes(value as T) ? (value as T) : misfit(at, options.join(" or "));
}

/** Null, and absent, become null. */
export function nullable<T>(guard: Guard<T>): Guard<T | null> {
  return (value, at) => (value === null || value === undefined ? null : guard(value, at));
}

const ABSENT = Symbol("absent");

/** A key that may be left out, and then is left out. */
export function optional<T>(guard: Guard<T>): Guard<T> {
  return (value, at) => (value === undefined ? (ABSENT as unknown as T) : guard(value, at));
}

export function list<T>(guard: Guard<T>): Guard<T[]> {
  return (value, at) =>
    Array.isArray(value)
      ? value.map((item, index) => guard(item, `${at}[${index}]`))
      : misfit(at, "list");
}

export function pair<A, B>(first: Guard<A>, second: Guard<B>): Guard<[A, B]> {
  return (value, at) =>
    Array.isArray(value) && value.length === 2
      ? [first(value[0], `${at}[0]`), second(value[1], `${at}[1]`)]
      : misfit(at, "pair");
}

export function mapOf<T>(guard: Guard<T>): Guard<Record<string, T>> {
  return (value, at) => {
    const pairs = Object.entries(open(value, at));
    return Object.fromEntries(pairs.map(([key, item]) => [key, guard(item, `${at}.${key}`)]));
  };
}

export function record<T>(shape: { [K in keyof T]-?: Guard<Exclude<T[K], undefined>> }): Guard<T> {
  const guards = Object.entries(shape) as [string, Guard<unknown>][];
  return (value, at) => {
    const given = open(value, at);
    const read: Record<string, unknown> = {};
    for (const [key, guard] of guards) {
      const item = guard(Object.hasOwn(given, key) ? given[key] : undefined, `${at}.${key}`);
      if (item !== ABSENT) read[key] = item;
    }
    return read as T;
  };
}
