/** What is counted, under the names that `/metrics` says with `parley_` before them and `_total` behind. Labels are words of ours, never of people's or rooms. */
export const COUNTERS = {
  http_requests: {
    labels: ["route", "status"],
    help: "Requests to the API, by the first word of their route and the first digit of their status.",
  },
  refusals: {
    labels: ["door", "code"],
    help: "What was refused, by where it was asked for and by code.",
  },
  commands: {
    labels: ["outcome"],
    help: "Commands that rooms have taken up: accepted, repeated, or refused.",
  },
  messages: { labels: [], help: "Messages that were posted." },
  frames_sent: {
    labels: [],
    help: "Frames that rooms have handed to sockets to tell what happened.",
  },
  sign_ins: {
    labels: ["way", "outcome"],
    help: "Tries to sign in, by way and outcome: ok or failed.",
  },
  sockets_opened: { labels: ["party"], help: "Sockets that reached a room, an inbox or a note." },
  sockets_refused: {
    labels: ["party", "why"],
    help: "Sockets that were refused before they reached one.",
  },
  sockets_closed: { labels: ["party"], help: "Sockets that have ended." },
  wakes: { labels: ["party"], help: "Times that an object woke." },
  alarms: { labels: ["party"], help: "Alarms that went off in objects." },
  faults: { labels: ["party"], help: "Failures of ours in objects, each with a line in the log." },
  archived_events: { labels: [], help: "Events that the archive has confirmed." },
  archive_failures: {
    labels: ["kind"],
    help: "Tries to write the archive that came to nothing: failed, or refused by it for good.",
  },
  note_updates: { labels: [], help: "Changes of notes that were stored." },
  note_update_bytes: { labels: [], help: "Size of the changes of notes that were stored." },
  pushes: {
    labels: ["outcome"],
    help: "Notifications that were handed to push services, by outcome.",
  },
  mails: {
    labels: ["outcome"],
    help: "Mails that were handed to the mail service: sent or failed.",
  },
} as const satisfies Record<string, { labels: readonly string[]; help: string }>;
export type Counter = keyof typeof COUNTERS;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** What is measured again and again. `bounds` are upper ones, inclusive, in the unit of the name. */
export const HISTOGRAMS = {
  command_seconds: {
    bounds: SECONDS,
    help: "From a command's arrival in its room until its event was durable and told.",
  },
  http_request_seconds: {
    bounds: SECONDS,
    help: "From a request's arrival at the API until its answer.",
  },
  batch_events: {
    bounds: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000],
    help: "Events that a room has made durable and told in one go.",
  },
} as const satisfies Record<string, { bounds: readonly number[]; help: string }>;
export type Histogram = keyof typeof HISTOGRAMS;

/** The bucket above the last bound. */
export const ABOVE = "+Inf";

/** Parts that count. `worker` is the front: the API, and admission. */
export const PARTIES = ["room", "inbox", "note", "worker"] as const;
export type Party = (typeof PARTIES)[number];

const WORD = /^[\w-]{1,40}$/;
const LABELS = new Map(Object.entries(COUNTERS).map(([name, { labels }]) => [name, labels.length]));
const BUCKETS = new Map(
  Object.entries(HISTOGRAMS).map(([name, { bounds }]) => [
    name,
    new Set([...bounds.map(String), ABOVE, "sum"]),
  ]),
);

/** Whether this is the key of something that is counted: a counter's name and its labels, or a histogram's and a bucket or `sum`. */
export function isKey(key: string): boolean {
  const [name = "", ...words] = key.split("|");
  const labels = LABELS.get(name);
  if (labels !== undefined)
    return words.length === labels && words.every((word) => WORD.test(word));
  return words.length === 1 && (BUCKETS.get(name)?.has(words[0] ?? "") ?? false);
}
