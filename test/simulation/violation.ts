/** A promise that was broken: the sentence says which, the facts say where. */
export class Violation extends Error {
  override name = "Violation";

  constructor(sentence: string, facts = "") {
    super(facts === "" ? sentence : `${sentence} (${facts})`);
  }
}

/** Something that this world has broken on purpose, so that nobody takes it for a bug. */
export class Accident extends Error {
  override name = "Accident";
}

/** What has been seen so far of broken promises. The first one is the one to look at. */
export class Verdict {
  first: Violation | null = null;

  /** Looks at something. What is wrong is kept, not thrown into the room's or a browser's own code. */
  readonly watch = (look: () => void): void => {
    try {
      look();
    } catch (error) {
      this.failed(error);
    }
  };

  readonly failed = (error: unknown): void => {
    if (error instanceof Accident) return;
    const trouble = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.first ??= error instanceof Violation ? error : new Violation("Something threw.", trouble);
  };
}
