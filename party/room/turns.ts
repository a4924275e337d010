/** One at a time, in the order asked: what reads the room, waits for storage and acts must not be interleaved. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(turn: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(turn);
    this.#last = mine.catch(() => {
      // Whoever took the turn hears of its failure; the next one must have its turn all the same.
    });
    return mine;
  }
}
