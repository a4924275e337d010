import type { Figures } from "./figures.ts";
import { ABOVE, COUNTERS, HISTOGRAMS, PARTIES, type Counter, type Histogram } from "./series.ts";
import type { Counts } from "./tally.ts";

/** Of the text format, 0.0.4: what Prometheus and all that reads like it take. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

const PREFIX = "parley_";
/** All but the front. */
const OBJECTS = PARTIES.filter((party) => party !== "worker");

/** All figures as Prometheus reads them. What was never counted is there with 0 where it has no labels, and else not there. */
export function expositionOf(figures: Figures): string {
  const { counts } = figures;
  const lines = [
    ...counterNames().flatMap((name) => counterLines(name, counts)),
    ...histogramNames().flatMap((name) => histogramLines(name, counts)),
    ...gauge(
      "connections",
      "Sockets that are open now, as their rooms, inboxes and notes have last said.",
      OBJECTS.map((party) => [`{party="${party}"}`, figures.connections[party]]),
    ),
    ...gauge(
      "objects_awake",
      "Rooms, inboxes, notes and processes of the front that have done something within the last minute.",
      PARTIES.map((party) => [`{party="${party}"}`, figures.awake[party]]),
    ),
    ...gauge(
      "archive_lag_seconds",
      "Age of the oldest event that the archive lacks, in the room that is furthest behind.",
      [["", figures.archiveLagSeconds]],
    ),
    ...gauge(
      "password_hashes_waiting",
      "Most passwords that have waited for their hash at once in one process of the front, within the last minute.",
      [["", figures.hashesWaiting]],
    ),
    ...gauge(
      "storage_bytes",
      "What the storage of all rooms, inboxes and notes took that have said so, where the host tells.",
      OBJECTS.map((party) => [`{party="${party}"}`, figures.stored[party].bytes]),
    ),
    ...gauge(
      "storage_objects",
      "Of how many rooms, inboxes and notes it is known what their storage took.",
      OBJECTS.map((party) => [`{party="${party}"}`, figures.stored[party].objects]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function counterLines(name: Counter, counts: Counts): string[] {
  const { help, labels }: { help: string; labels: readonly string[] } = COUNTERS[name];
  const full = `${PREFIX}${name}_total`;
  const samples = Object.entries(counts)
    .filter(([key]) => key === name || key.startsWith(`${name}|`))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${full}${labelsOf(labels, key.split("|").slice(1))} ${value}`);
  const none = labels.length === 0 && samples.length === 0 ? [`${full} 0`] : [];
  return [...head(full, "counter", help), ...samples, ...none];
}

/** Buckets are kept each by itself, and told as the format wants them: each with all that are below it. */
function histogramLines(name: Histogram, counts: Counts): string[] {
  const { help, bounds }: { help: string; bounds: readonly number[] } = HISTOGRAMS[name];
  const full = PREFIX + name;
  let below = 0;
  const buckets = [...bounds.map(String), ABOVE].map((bound) => {
    below += counts[`${name}|${bound}`] ?? 0;
    return `${full}_bucket{le="${bound}"} ${below}`;
  });
  const sum = `${full}_sum ${counts[`${name}|sum`] ?? 0}`;
  return [...head(full, "histogram", help), ...buckets, sum, `${full}_count ${below}`];
}

function gauge(name: string, help: string, samples: [string, number][]): string[] {
  const full = PREFIX + name;
  return [
    ...head(full, "gauge", help),
    ...samples.map(([labels, value]) => `${full}${labels} ${value}`),
  ];
}

function head(name: string, type: "counter" | "gauge" | "histogram", help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** Labels are words (series.ts), so nothing in them has to be escaped. */
function labelsOf(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return "";
  return `{${names.map((name, i) => `${name}="${values[i] ?? ""}"`).join(",")}}`;
}

function counterNames(): Counter[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object's own keys
  return Object.keys(COUNTERS) as Counter[];
}

function histogramNames(): Histogram[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object's own keys
  return Object.keys(HISTOGRAMS) as Histogram[];
}
