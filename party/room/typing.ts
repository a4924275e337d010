import type { DownMessage } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Who } from "./ports.ts";

/** Who started or stopped typing since the last frame. The room forgets at once: readers let a name expire. */
export class Typing {
  #news = new Map<PersonId, DownMessage>();

  heard(person: Who, on: boolean): void {
    this.#news.set(person.id, { t: "typing", person, on });
  }

  take(): DownMessage[] {
    const news = [...this.#news.values()];
    this.#news = new Map();
    return news;
  }
}
