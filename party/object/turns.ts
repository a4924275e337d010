/** One at a time, in the order asked: what reads the room, waits for storage and acts must not be interleaved. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #isOver = false;

  /** @throws Error, as a rejection, when there are no turns any more. */
  take<T>(turn: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => {
      if (this.#isOver) throw new Error("this room has given up");
      return turn();
    });
    this.#last = mine.catch(() => {
      // Whoever took the turn hears of its failure; the next one must have its turn all the same.
    });
    return mine;
  }

  /** Nobody gets a turn any more, and neither do those who wait for theirs. */
  end(): void {
    this.#isOver = true;
  }
}
