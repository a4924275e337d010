import type { Write } from "#party/object/ports.ts";

/** What of a room outlives everything: rows that are durable, and the alarm that the host will ring. */
export class DurableDisk {
  readonly rows = new Map<string, string>();
  alarmAt: number | null = null;
  readonly #became: (write: Write) => void;
  alarmChanged: () => void = () => undefined;

  /** `became`: hears of every write in the moment in which it becomes durable. */
  constructor(became: (write: Write) => void) {
    this.#became = became;
  }

  write(write: Write) {
    apply(this.rows, write);
    this.#became(write);
  }

  setAlarm(at: number | null) {
    this.alarmAt = at;
    this.alarmChanged();
  }
}

export function apply(rows: Map<string, string>, { put, remove = [] }: Write) {
  for (const [key, value] of put) rows.set(key, value);
  for (const key of remove) rows.delete(key);
}
