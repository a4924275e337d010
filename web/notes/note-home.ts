import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";
import { browserClock } from "../clock.ts";
import type { Ticket } from "../line/connection.ts";
import { doorsTo } from "../line/doors.ts";
import { crowdHere } from "../room/crowd.ts";
import { TicketAnswer } from "../room/rooms-by-http.ts";
import { refreshSession } from "../session/refresh-spent.ts";
import { sessionStore } from "../session/session.ts";
import { openNoteDisk } from "../storage/note-disk.ts";
import { browserChannel } from "../tabs.ts";
import { onBrowserWake } from "../wake.ts";
import { rememberUnsent } from "./unsent.ts";
import { openNote, type NoteFacts, type OpenNote } from "./open-note.ts";

/** `looks`: by how many it is shown; null until the first. A screen asks for a note some time before it shows it. */
type Shown = { note: OpenNote; looks: number | null; stop: () => void };

const openSocket = doorsTo<RoomId>(
  "notes",
  async () => (await import("./polled-note-by-http.ts")).openPolledNote,
);
/** The notes that the signed-in person has open. */
const open = new Map<RoomId, Shown>();
let home: PersonId | null = null;

/** The note of a room, open or opened now. Needs a person who is signed in. */
export function noteOf(room: RoomId): OpenNote {
  return shownOf(room).note;
}

/** This note is on the screen. Gives what ends that; what is not saved by then still goes out. */
export function showNote(room: RoomId): () => void {
  const shown = shownOf(room);
  shown.looks = (shown.looks ?? 0) + 1;
  return () => {
    shown.looks = (shown.looks ?? 1) - 1;
    endIfDone(room, shown);
  };
}

function shownOf(room: RoomId): Shown {
  const state = sessionStore.getState();
  if (state.at !== "signed_in") {
    throw new RangeError("a note opens only for someone who is signed in");
  }
  return open.get(room) ?? begin(room, state.person.id);
}

function begin(room: RoomId, person: PersonId): Shown {
  const note = openNote({
    line: {
      clock: browserClock,
      random: Math.random,
      openSocket: (ticket, events) => openSocket(room, ticket, events),
      ticket: (timeoutMs) => fetchTicket(room, timeoutMs),
      refreshSession,
      onWake: onBrowserWake,
      crowd: crowdHere,
    },
    openDisk: (doc) => openNoteDisk(browserClock, person, room, doc),
    openChannel: (heard) => browserChannel(`parley-note:${person}:${room}`, heard),
  });
  const shown: Shown = {
    note,
    looks: null,
    stop: note.facts.subscribe(({ line }) => {
      // A synced line knows best; before that, what an earlier visit has left is still to be sent.
      if (line.isUnsent) rememberUnsent(room, true);
      else if (line.isSaved || line.isOver) rememberUnsent(room, false);
      endIfDone(room, shown);
    }),
  };
  home = person;
  open.set(room, shown);
  return shown;
}

function endIfDone(room: RoomId, shown: Shown): void {
  if (shown.looks === 0 && open.get(room) === shown && isDone(shown.note.facts.getState())) {
    end(room, shown);
  }
}

/** Nothing that was written here is missing at the server, or it never will be there; and nothing is to be written yet. */
function isDone({ line, errands }: NoteFacts): boolean {
  if (errands > 0) return false;
  return line.isSaved || line.isOver || line.mayWrite === false || line.connection.at === "closed";
}

function end(room: RoomId, { note, stop }: Shown): void {
  open.delete(room);
  stop();
  note.close();
}

/** Whoever goes leaves nothing open. */
sessionStore.subscribe((state) => {
  const person = state.at === "signed_in" ? state.person.id : null;
  if (home === null || person === home) return;
  home = null;
  for (const [room, shown] of open) end(room, shown);
});

/** A ticket for one socket, within 30 seconds. */
async function fetchTicket(room: RoomId, timeoutMs: number): Promise<Answer<Ticket>> {
  const wish = { party: "notes", id: room };
  const answer = await askApi("POST", "/api/tickets", TicketAnswer, wish, { timeoutMs });
  if (!answer.ok) return answer;
  const { ticket, expiresAt } = answer.value;
  return { ok: true, value: { ticket, sessionExpiresAt: expiresAt } };
}
