import type { RoomId } from "#protocol/ids.ts";
import { isRetryable } from "../answer.ts";
import { tell } from "../ui/tell.ts";
import { onBrowserWake } from "../wake.ts";
import { listSaved, tellSaved, type SavedMessage } from "./saved-by-http.ts";
import { withDone, withoutWish, withWish } from "./saved-marks.ts";
import { keptMarks, saved, savedKey } from "./saved.ts";
import { savedText } from "./saved.text.ts";

/** Keeps a message at hand, or does not any more. It shows at once, and is told to the server when there is a line. */
export function saveMessage(room: RoomId, seq: number, on: boolean): void {
  const key = savedKey(room, seq);
  keptMarks.change((marks) => withWish(marks, key, on));
  const t = savedText.get();
  tell(on ? t.savedNow : t.removedNow);
  void tellServer(key, on);
}

/** What an earlier visit, or a time without a line, has left untold; then what other devices have saved. */
export async function syncSaved(): Promise<void> {
  for (const [key, on] of Object.entries(saved.getState().wished)) await tellServer(key, on);
  const answer = await listSaved();
  if (answer.ok) learnSaved(answer.value);
}

/** The server's word, as of now. */
export function learnSaved(messages: readonly SavedMessage[]): void {
  keptMarks.change(({ wished }) => ({
    kept: messages.map(({ room, seq }) => savedKey(room, seq)),
    wished,
  }));
}

/** Once for the page: after sleep or a time without a line it is done again. */
export function keepSavedInStep(): () => void {
  void syncSaved();
  return onBrowserWake(() => {
    if (Object.keys(saved.getState().wished).length > 0) void syncSaved();
  });
}

async function tellServer(key: string, on: boolean): Promise<void> {
  const answer = await tellSaved(key, on);
  if (answer.ok) keptMarks.change((marks) => withDone(marks, key, on));
  else if (!isRetryable(answer.code)) {
    keptMarks.change((marks) => (marks.wished[key] === on ? withoutWish(marks, key) : marks));
    tell(answer.says);
  }
}
