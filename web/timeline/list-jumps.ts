import { createStore } from "zustand/vanilla";
import type { Anchor } from "./anchor.ts";
import type { Jump } from "./jump.ts";
import { landingRow } from "./landing-row.ts";
import type { ListScroll } from "./list-scroll.ts";
import type { Rows } from "./rows.ts";

const MARKED_MS = 2_000;

type Shown = {
  /** The row that was landed on a moment ago. */
  marked: number | null;
  canGoBack: boolean;
};

/** Going to any event of a room by its number, and back. */
export class ListJumps {
  readonly shown = createStore<Shown>(() => ({ marked: null, canGoBack: false }));
  readonly #scroll: ListScroll;
  #rows: Rows;
  /** Where to, until the row is there to land on. */
  #landing: Jump | null = null;
  #cameFrom: Anchor | null = null;
  /** Where the reader was before the page's address named an event. */
  #beforeAddress: Anchor | null = null;
  #mark: ReturnType<typeof setTimeout> | undefined;

  constructor(scroll: ListScroll, rows: Rows) {
    this.#scroll = scroll;
    this.#rows = rows;
  }

  go(jump: Jump) {
    const { anchor } = this.#scroll;
    // From the end the way back is the way to the present.
    this.#cameFrom = anchor.at === "row" ? anchor : null;
    this.#landing = jump;
    this.#show(null);
    if (jump.seq <= this.#rows.count) this.#scroll.jumpTo(jump.seq - 1);
  }

  goBack() {
    if (this.#cameFrom) this.#scroll.returnTo(this.#cameFrom);
    this.forget();
  }

  /** There is nothing to go back to any more. */
  forget() {
    this.#landing = null;
    this.#cameFrom = null;
    this.#show(null);
  }

  /** The page's address names this event now, or none. */
  follow(at: number | null) {
    if (at !== null) {
      this.#beforeAddress ??= this.#scroll.anchor;
      this.go({ seq: at, isMarked: true });
    } else if (this.#beforeAddress) {
      // A step back in the browser's history leads to where the reader was.
      this.#scroll.returnTo(this.#beforeAddress);
      this.#beforeAddress = null;
      this.forget();
    }
  }

  /** Lands, once the row is known. Gives it: it takes the focus, so that whoever listens hears it. */
  land(rows: Rows, isLive: boolean): number | null {
    this.#rows = rows;
    const landing = this.#landing;
    if (!landing) return null;
    if (landing.seq > rows.count) {
      // It is not told yet; or, when the room has told everything, it never was.
      if (isLive) this.#landing = null;
      return null;
    }
    const isLeft = !this.#scroll.isPinned && this.#scroll.anchor.at === "row";
    const told = rows.tellsOf(landing.seq - 1);
    if (told !== landing.seq - 1) {
      // A reaction leads to its message, an answer in a thread to what was answered.
      this.#landing = { ...landing, seq: told + 1 };
      this.#scroll.jumpTo(told);
      return this.land(rows, isLive);
    }
    const row = landingRow(rows, told);
    if (row === null) {
      // Told of only now, or a hand has gone on meanwhile.
      if (isLeft) this.#landing = null;
      return null;
    }
    this.#landing = null;
    if (row !== landing.seq - 1) this.#scroll.jumpTo(row);
    if (landing.isMarked) this.#show(row);
    return row;
  }

  end() {
    clearTimeout(this.#mark);
  }

  #show(marked: number | null) {
    clearTimeout(this.#mark);
    this.shown.setState({ marked, canGoBack: this.#cameFrom !== null });
    if (marked !== null) this.#mark = setTimeout(() => this.#show(null), MARKED_MS);
  }
}
