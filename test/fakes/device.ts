import { nameOf, type Entry } from "#protocol/inbox/entries.ts";
import type { Changes, InboxDown } from "#protocol/inbox/frames.ts";

/** A device as the protocol wants it: it holds the last of each entry, and counts what it cannot take. */
export class Device {
  readonly entries = new Map<string, Entry>();
  cursor = 0;
  gaps = 0;

  hear(messages: readonly InboxDown[]): void {
    for (const message of messages) if (message.t === "changes") this.#apply(message);
  }

  get<K extends Entry["kind"]>(kind: K): Extract<Entry, { kind: K }>[] {
    return [...this.entries.values()].filter(
      (entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind,
    );
  }

  #apply({ from, to, entries, isAnew }: Changes): void {
    if (isAnew) {
      this.entries.clear();
      this.cursor = from;
    }
    if (from !== this.cursor) this.gaps += 1;
    for (const entry of entries) this.entries.set(nameOf(entry), entry);
    this.cursor = to;
  }
}
