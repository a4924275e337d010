import { browserClock } from "../clock.ts";
import { request } from "../http.ts";
import { watchedFetch } from "../offline/reach.ts";
import { deleteDisk } from "../storage/forgiving-disk.ts";
import { forgetUnsentNotes } from "../storage/unsent-notes.ts";
import { browserChannel, browserLock } from "../tabs.ts";
import { onBrowserWake } from "../wake.ts";
import { memoryIn } from "./session-memory.ts";
import { createSession } from "./session-store.ts";

/** This browser's session. */
export const session = createSession({
  clock: browserClock,
  random: Math.random,
  ask: (method, path, schema, body) => request(watchedFetch, method, path, schema, body),
  memory: memoryIn(() => localStorage),
  holdLock: browserLock,
  openChannel: browserChannel,
  onWake: onBrowserWake,
  forget: ({ id }) => {
    forgetUnsentNotes(() => localStorage, id);
    void endPushHere();
    return deleteDisk(browserClock, id);
  },
});

async function endPushHere(): Promise<void> {
  try {
    const { endPush } = await import("../push/end-push.ts");
    await endPush();
  } catch {
    // Whoever signs in here next ends it (push/push-state.ts).
  }
}

export const sessionStore = session.store;
