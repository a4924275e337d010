/**
 * A set of event numbers, as runs: [from, to, from, to …], both ends included, in pages of PAGE_SIZE numbers. It never changes; what
 * is added or taken makes a new set that shares all other pages, so whoever keeps pages sees by identity which ones to write.
 */
export type NumberSet = ReadonlyMap<number, Runs>;
export type Runs = readonly number[];

export const PAGE_SIZE = 1_024;
export const NO_NUMBERS: NumberSet = new Map();

export function withNumber(set: NumberSet, n: number): NumberSet {
  const page = pageOf(n);
  const runs = set.get(page) ?? [];
  if (isIn(runs, n)) return set;
  return new Map([...set, [page, added(runs, n)]]);
}

export function without(set: NumberSet, n: number): NumberSet {
  const page = pageOf(n);
  const runs = set.get(page);
  if (!runs || !isIn(runs, n)) return set;
  return replaced(set, page, taken(runs, n));
}

/** Those above `n`. */
export function above(set: NumberSet, n: number): NumberSet {
  const page = pageOf(n);
  const first = firstOf(set);
  if (first === null || first > n) return set;
  const left = new Map([...set].filter(([number]) => number >= page));
  const runs = left.get(page);
  return runs ? replaced(left, page, cutBelow(runs, n + 1)) : left;
}

export function has(set: NumberSet, n: number): boolean {
  return isIn(set.get(pageOf(n)) ?? [], n);
}

export function sizeOf(set: NumberSet): number {
  let size = 0;
  for (const runs of set.values())
    for (let i = 0; i < runs.length; i += 2) size += (runs[i + 1] ?? 0) - (runs[i] ?? 0) + 1;
  return size;
}

/** The smallest, or null where there is none. */
export function firstOf(set: NumberSet): number | null {
  if (set.size === 0) return null;
  return set.get(Math.min(...set.keys()))?.[0] ?? null;
}

export function setOf(numbers: Iterable<number>): NumberSet {
  const pages = new Map<number, number[]>();
  for (const n of [...numbers].toSorted((a, b) => a - b)) {
    const page = pageOf(n);
    const runs = pages.get(page);
    if (!runs) pages.set(page, [n, n]);
    else if ((runs.at(-1) ?? 0) >= n - 1) runs[runs.length - 1] = n;
    else runs.push(n, n);
  }
  return pages;
}

export function numbersIn(set: NumberSet): number[] {
  const numbers: number[] = [];
  for (const [, runs] of inOrder(set))
    for (let i = 0; i < runs.length; i += 2)
      for (let n = runs[i] ?? 0; n <= (runs[i + 1] ?? 0); n += 1) numbers.push(n);
  return numbers;
}

/** All runs in one list, as they are sent and stored. */
export function runsOf(set: NumberSet): number[] {
  return inOrder(set).flatMap(([, runs]) => runs);
}

/** The set of these runs, which no page's end runs through. */
export function setOfRuns(runs: Runs): NumberSet {
  const pages = new Map<number, number[]>();
  for (let i = 0; i < runs.length; i += 2) {
    const page = pageOf(runs[i] ?? 0);
    pages.set(page, [...(pages.get(page) ?? []), runs[i] ?? 0, runs[i + 1] ?? 0]);
  }
  return pages;
}

function pageOf(n: number): number {
  return Math.floor(n / PAGE_SIZE);
}

function inOrder(set: NumberSet): [number, Runs][] {
  return [...set].toSorted(([a], [b]) => a - b);
}

function replaced(set: NumberSet, page: number, runs: Runs): NumberSet {
  const all = new Map(set);
  if (runs.length === 0) all.delete(page);
  else all.set(page, runs);
  return all;
}

function isIn(runs: Runs, n: number): boolean {
  let low = 0;
  let high = runs.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (n < (runs[2 * middle] ?? 0)) high = middle - 1;
    else if (n > (runs[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

function added(runs: Runs, n: number): Runs {
  const last = runs.at(-1) ?? Number.NEGATIVE_INFINITY;
  // Nearly always what is newest.
  if (n > last + 1) return [...runs, n, n];
  if (n === last + 1) return [...runs.slice(0, -1), n];
  const numbers: number[] = [];
  let isPlaced = false;
  for (let i = 0; i < runs.length; i += 2) {
    const from = runs[i] ?? 0;
    const to = runs[i + 1] ?? 0;
    if (!isPlaced && n < from) {
      numbers.push(n, n);
      isPlaced = true;
    }
    numbers.push(from, to);
  }
  return joined(numbers);
}

/** Runs that touch become one. */
function joined(runs: Runs): Runs {
  const whole: number[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const from = runs[i] ?? 0;
    const to = runs[i + 1] ?? 0;
    if ((whole.at(-1) ?? Number.NEGATIVE_INFINITY) >= from - 1) whole[whole.length - 1] = to;
    else whole.push(from, to);
  }
  return whole;
}

function taken(runs: Runs, n: number): Runs {
  const left: number[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const from = runs[i] ?? 0;
    const to = runs[i + 1] ?? 0;
    if (n < from || n > to) {
      left.push(from, to);
      continue;
    }
    if (from < n) left.push(from, n - 1);
    if (n < to) left.push(n + 1, to);
  }
  return left;
}

function cutBelow(runs: Runs, lowest: number): Runs {
  const left: number[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const from = Math.max(runs[i] ?? 0, lowest);
    const to = runs[i + 1] ?? 0;
    if (from <= to) left.push(from, to);
  }
  return left;
}
