import { counted, perMinute, quantile, together } from "./counted.ts";
import type { KnownSlot } from "./day.ts";
import type { Unit } from "./tell-amounts.ts";

/** One line of a chart: what it came to within some slots, of which there is at least one; null where there is nothing to tell. */
export type Line = {
  name:
    | "messages"
    | "commands"
    | "half"
    | "most"
    | "lag"
    | "refusals"
    | "connections"
    | "rooms"
    | "stored";
  of: (slots: readonly KnownSlot[]) => number | null;
};

/** What should not happen at all: shown where it did. Counts how often. */
export type Marks = { name: "archiveFailures" | "faults"; of: Line["of"] };

export type Chart = {
  name: "said" | "speed" | "archive" | "refused" | "here" | "stored";
  unit: Unit;
  /** The first is what the chart is about. */
  lines: readonly [Line, ...Line[]];
  marks?: Marks;
};

/** The charts of the page in their order. `secondsBounds`: of the buckets in which latency is counted. */
export function chartsOf(secondsBounds: readonly number[]): readonly Chart[] {
  const within = (share: number) => (slots: readonly KnownSlot[]) =>
    quantile(countsOf(slots), "command_seconds", secondsBounds, share);
  return [
    {
      name: "said",
      unit: "rate",
      lines: [
        { name: "messages", of: (slots) => perMinute(slots, (c) => counted(c, "messages")) },
        { name: "commands", of: (slots) => perMinute(slots, (c) => counted(c, "commands")) },
      ],
    },
    {
      name: "speed",
      unit: "seconds",
      lines: [
        { name: "half", of: within(0.5) },
        { name: "most", of: within(0.95) },
      ],
    },
    {
      name: "here",
      unit: "count",
      lines: [
        { name: "connections", of: (slots) => most(slots, ({ step }) => step.connections) },
        { name: "rooms", of: (slots) => most(slots, ({ step }) => step.roomsAwake ?? null) },
      ],
    },
    {
      name: "archive",
      unit: "seconds",
      lines: [{ name: "lag", of: (slots) => most(slots, ({ step }) => step.archiveLagSeconds) }],
      marks: {
        name: "archiveFailures",
        of: (slots) => counted(countsOf(slots), "archive_failures"),
      },
    },
    {
      name: "refused",
      unit: "rate",
      lines: [{ name: "refusals", of: (slots) => perMinute(slots, (c) => counted(c, "refusals")) }],
      marks: { name: "faults", of: (slots) => faultsIn(countsOf(slots)) },
    },
    {
      name: "stored",
      unit: "bytes",
      lines: [
        { name: "stored", of: (slots) => most(slots, ({ step }) => step.storedBytes ?? null) },
      ],
    },
  ];
}

/** Failures of ours: in objects, and requests that the API could not answer. */
export function faultsIn(counts: Readonly<Record<string, number>>): number {
  const failed = counted(counts, "http_requests", ([, status]) => status === "5xx");
  return failed + counted(counts, "faults");
}

function countsOf(slots: readonly KnownSlot[]) {
  return together(slots.map(({ step }) => step.counts));
}

function most(slots: readonly KnownSlot[], of: (slot: KnownSlot) => number | null): number | null {
  const known = slots.map(of).filter((each) => each !== null);
  return known.length === 0 ? null : Math.max(...known);
}
