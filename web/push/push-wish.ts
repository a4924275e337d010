/** Who has turned notifications on in this browser: whoever signs in here next has not. */
export type PushWish = {
  who(): string | null;
  keep(person: string | null): void;
  /** Another tab has kept something else. */
  onChange(changed: () => void): void;
};

const KEY = "parley-push";

/** `storage` is asked for each time: merely naming it throws where a browser forbids it. */
export function pushWishIn(storage: () => Storage): PushWish {
  return {
    who() {
      try {
        return storage().getItem(KEY);
      } catch {
        return null;
      }
    },
    keep(person) {
      try {
        if (person === null) storage().removeItem(KEY);
        else storage().setItem(KEY, person);
      } catch {
        // Forbidden or full: it is on until the next start, which asks again.
      }
    },
    onChange(changed) {
      addEventListener("storage", ({ key }) => {
        if (key === KEY || key === null) changed();
      });
    },
  };
}
