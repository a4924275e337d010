import type { DownMessage } from "#protocol/down.ts";
import type { Note } from "../../test/history/note.ts";
import { ask } from "../../test/wire/person.ts";

/** What rooms tell everybody at once; all else is an answer to one socket. */
const FOR_ALL: ReadonlySet<DownMessage["t"]> = new Set([
  "events",
  "presence",
  "typing",
  "archive",
  "note",
]);

/** What the generator itself has done and heard, by the names under which `/metrics` tells the same. */
export class OwnCounts {
  readonly #asked = new Set<string>();
  /** Rooms that were made, and people who joined them. */
  made = 0;
  /** What rooms held before anyone came. */
  readonly brought = { commands: 0, events: 0 };
  /** Events handed to readers, each time one was. */
  deliveries = 0;
  lastToldAt = performance.now();
  #repeated = 0;
  #refused = 0;
  #opened = 0;
  #frames = 0;
  #tickets = 0;

  note(note: Note): void {
    if (note.t === "asked") this.#asked.add(note.id);
    else if (note.t === "hello") this.#opened += 1;
    else if (note.t === "accepted") this.#repeated += 1;
    else if (note.t === "refused") this.#refused += 1;
    else if (note.t === "events") {
      this.deliveries += note.events.length;
      this.lastToldAt = performance.now();
    }
  }

  readonly heard = (messages: readonly DownMessage[], isLive: boolean): void => {
    if (isLive && messages.some(({ t }) => FOR_ALL.has(t))) this.#frames += 1;
  };

  readonly ticketed = (): void => {
    this.#tickets += 1;
  };

  /** When all is said and settled. `live`: sockets that are open now. */
  all(live: number): Record<string, number> {
    const messages = this.#asked.size;
    return {
      messages_total: messages,
      "commands_total accepted": messages + this.made + this.brought.commands,
      "commands_total repeated": this.#repeated,
      "commands_total refused": this.#refused,
      batch_events_sum: messages + this.made + this.brought.events,
      archived_events_total: messages + this.made + this.brought.events,
      frames_sent_total: this.#frames,
      "sockets_opened_total room": this.#opened,
      "http_requests_total tickets 2xx": this.#tickets,
      "connections room": live,
    };
  }
}

/** A sample of the text format, as far as we use it: labels are words without anything to escape (party/meter/exposition.ts). */
const SAMPLE = /^parley_(\w+)(?:\{(.*)\})? (\S+)$/gm;

/** The same by the server, whose names are without `parley_` and with the values of their labels behind; what was never counted is 0. */
export async function scrape(url: string, token: string): Promise<(name: string) => number> {
  const { status, body } = await ask(url, "GET", "/metrics", { token });
  if (status !== 200) throw new Error(`no figures: ${status}`);
  const figures = new Map(
    Array.from(String(body["text"]).matchAll(SAMPLE), ([, name = "", labels = "", value]) => {
      const words = Array.from(labels.matchAll(/"([^"]*)"/g), ([, word = ""]) => word);
      return [[name, ...words].join(" "), Number(value)] as const;
    }),
  );
  return (name) => figures.get(name) ?? 0;
}
