import { browserClock } from "../clock.ts";
import { askForBytes } from "./note-by-http.ts";
import { polledNotes, type NoteRequests } from "./polled-note.ts";

/** What a request may take beyond the time for which the note holds it back. */
const GRACE_MS = 10_000;

const requests: NoteRequests = {
  missed(room, { vector, after }, wait, signal) {
    const query = new URLSearchParams({ wait: String(wait) });
    if (after !== null) query.set("after", String(after));
    const path = `/api/rooms/${room}/note/missed?${query}`;
    return askForBytes(path, vector, { signal, timeoutMs: wait * 1_000 + GRACE_MS });
  },
  change: (room, update, signal) =>
    askForBytes(`/api/rooms/${room}/note/changes`, update, { signal }),
};

/** Notes without sockets. Loaded only where sockets are forbidden. */
export const openPolledNote = polledNotes(requests, browserClock);
