import type { Absence } from "./line-device.ts";

/** How a crowd came back. Shares are of all devices; times are ms. */
export type Returns = {
  /** Devices that the server gave a moment to come back. */
  told: number;
  /** How far apart those moments are, at the most. */
  toldApartMs: number;
  /** Lines that were lost more than once, which a restart is no reason for. */
  again: number;
  /** From the new server's first answer to the first and the last who heard everything again. */
  firstBackMs: number;
  lastBackMs: number;
  /** How many were back 5 s after that answer. */
  backIn5s: number;
  /** How many came back in each second from that answer on, and in the busiest second of any phase. */
  perSecond: number[];
  busiestSecond: number;
  /** How long a device was without a line. */
  awayMedianMs: number;
  awayLongestMs: number;
  /** The most that a device came after its moment, or after the server was there if that was later; and before its moment. */
  lateMs: number;
  earlyMs: number;
};

const SECOND_MS = 1_000;

type Crowd = readonly (readonly Absence[])[];

/**
 * When the new server was there. `answersAt`: when it first answered whoever looked whether it was; a busy one's first answers are to
 * devices, and had they been counted as of later, they would all have come in one second.
 */
export function firstAnswerAt(crowd: Crowd, answersAt: number): number {
  return Math.min(answersAt, ...crowd.flatMap(([first]) => first?.backAt ?? []));
}

/** `answersAt`: when the new server first answered anyone. */
export function returnsOf(crowd: Crowd, answersAt: number): Returns {
  const absences = crowd.flatMap(([first]) => (first ? [first] : []));
  const backs = absences.map(({ backAt }) => (backAt ?? Number.POSITIVE_INFINITY) - answersAt);
  const sorted = backs.toSorted((a, b) => a - b);
  const lastBackMs = sorted.at(-1) ?? 0;
  const away = absences
    .map(({ cutAt, backAt }) => (backAt ?? Number.POSITIVE_INFINITY) - cutAt)
    .toSorted((a, b) => a - b);
  const told = absences.flatMap(({ toldMs }) => (toldMs === null ? [] : [toldMs]));
  const off = absences.map(({ cutAt, backAt, toldMs }) => {
    const due = cutAt + (toldMs ?? 0);
    const back = backAt ?? Number.POSITIVE_INFINITY;
    return { late: back - Math.max(due, answersAt), early: due - back };
  });
  return {
    told: told.length,
    toldApartMs: widestGap(told.toSorted((a, b) => a - b)),
    again: crowd.filter(({ length }) => length > 1).length,
    firstBackMs: Math.round(sorted[0] ?? 0),
    lastBackMs: Math.round(lastBackMs),
    backIn5s: backs.filter((ms) => ms <= 5 * SECOND_MS).length,
    perSecond: Array.from(
      { length: Math.max(1, Math.ceil(lastBackMs / SECOND_MS)) },
      (_, second) => backs.filter((ms) => Math.floor(ms / SECOND_MS) === second).length,
    ),
    busiestSecond: busiestSecond(sorted),
    awayMedianMs: Math.round(away[Math.floor(away.length / 2)] ?? 0),
    awayLongestMs: Math.round(away.at(-1) ?? 0),
    lateMs: Math.round(Math.max(0, ...off.map(({ late }) => late))),
    earlyMs: Math.round(Math.max(0, ...off.map(({ early }) => early))),
  };
}

function widestGap(sorted: readonly number[]): number {
  return Math.max(0, ...sorted.slice(1).map((ms, i) => ms - (sorted[i] ?? ms)));
}

/** The most that any second holds, wherever it begins: it may as well begin with one of them. */
function busiestSecond(sorted: readonly number[]): number {
  const held = sorted.map(
    (from) => sorted.filter((ms) => ms >= from && ms < from + SECOND_MS).length,
  );
  return Math.max(0, ...held);
}
