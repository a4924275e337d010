import type { Write } from "#party/object/ports.ts";
import { MemoryStorage } from "./memory-storage.ts";

/** Storage of a process that dies at a write: that one and all after it are never made, and never answered. */
export class MortalStorage<Row extends string | Uint8Array> extends MemoryStorage<Row> {
  /** So many writes are still made. */
  lives = Number.POSITIVE_INFINITY;

  get isDead(): boolean {
    return this.lives <= 0;
  }

  override commit(write: Write<Row>): Promise<void> {
    if (this.isDead) return new Promise(() => undefined);
    this.lives -= 1;
    return super.commit(write);
  }

  /** What a new process finds. */
  afterlife(): MortalStorage<Row> {
    const next = new MortalStorage<Row>();
    for (const [key, row] of this.rows) next.rows.set(key, row);
    return next;
  }
}
