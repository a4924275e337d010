import { createStore, type StoreApi } from "zustand/vanilla";
import type { RoomView } from "./room-view.ts";

/** What a room's screen reads. However much happens in one step, it is told once, and only of what changed. */
export class RoomScreen {
  readonly view: StoreApi<RoomView>;
  readonly #look: () => RoomView;
  #isBusy = false;
  #isClosed = false;

  /** `look` gives the room as it is now; parts that did not change keep their identity. */
  constructor(look: () => RoomView) {
    this.#look = look;
    this.view = createStore(look);
  }

  /** Does several things and shows what came of them at the end. */
  atOnce(work: () => void) {
    if (this.#isBusy) return work();
    this.#isBusy = true;
    try {
      work();
    } finally {
      this.#isBusy = false;
      this.show();
    }
  }

  show() {
    if (this.#isBusy || this.#isClosed) return;
    const shown = this.view.getState();
    const seen = this.#look();
    const next = {
      ...seen,
      pending: sameOr(shown.pending, seen.pending),
      changes: sameOr(shown.changes, seen.changes),
    };
    if (!isSameView(shown, next)) this.view.setState(next, true);
  }

  close() {
    this.#isClosed = true;
  }
}

/** The list that is shown already, where the new one holds the same. */
function sameOr<T>(shown: readonly T[], next: readonly T[]): readonly T[] {
  const isSame = shown.length === next.length && shown.every((item, i) => item === next[i]);
  return isSame ? shown : next;
}

/** Compares all there is, so that no part can be left out that is shown one day. */
function isSameView(a: RoomView, b: RoomView): boolean {
  const before = new Map<string, unknown>(Object.entries(a));
  return Object.entries(b).every(([part, is]) => before.get(part) === is);
}
