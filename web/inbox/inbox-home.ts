import { nameOf } from "#protocol/inbox/entries.ts";
import type { PersonId } from "#protocol/ids.ts";
import { askApi } from "../api.ts";
import { browserClock } from "../clock.ts";
import { lateSocket } from "../line/late-socket.ts";
import { sendUnsentNotes } from "../notes/unsent.ts";
import { startPush } from "../push/push-home.ts";
import { furtherRead, type Positions } from "../read/positions.ts";
import { hearPositions, positions } from "../read/read-position.ts";
import { crowdHere } from "../room/crowd.ts";
import { TicketAnswer } from "../room/rooms-by-http.ts";
import { refreshSession } from "../session/refresh-spent.ts";
import { sessionStore } from "../session/session.ts";
import { beginPresence } from "../presence/begin-presence.ts";
import { beginDesktop } from "../desktop/begin-desktop.ts";
import { openInboxDisk } from "../storage/inbox-disk.ts";
import { onBrowserWake } from "../wake.ts";
import { followDrafts } from "../drafts/follow-drafts.ts";
import { followRoomPreferences } from "../sidebar/follow-room-preferences.ts";
import { followThreadPreferences } from "../threads/follow-thread-preferences.ts";
import { showOnIcon } from "./app-badge.ts";
import { followCounts } from "./counts.ts";
import { hearEdited } from "./edited-messages.ts";
import { followLanguage } from "./follow-language.ts";
import { followMarks } from "./follow-marks.ts";
import { inbox, NOTHING_HELD } from "./held.ts";
import { InboxLink } from "./inbox-link.ts";
import { marksBehind, marksDue, type Behind } from "./marks-due.ts";
import { newWishId } from "./new-wish-id.ts";
import { wishes } from "./wishes.ts";
import { keyOf } from "../place.ts";

/** What was told is on the disk within this time: a reload asks for no more than that again. */
const SAVE_AFTER_MS = 1_000;

const openSocket = lateSocket<PersonId>(async () => {
  const { doorsTo } = await import("../line/doors.ts");
  return doorsTo("inbox", async () => (await import("./polled-inbox.ts")).polledInbox(askApi));
});

let isKeeping = false;
let leave: (() => void) | null = null;
let home: PersonId | null = null;

/** From now on whoever is signed in has their inbox here. */
export function keepInbox(): void {
  if (isKeeping) return;
  isKeeping = true;
  const follow = () => {
    const state = sessionStore.getState();
    const person = state.at === "signed_in" ? state.person.id : null;
    if (person === home) return;
    home = person;
    leave?.();
    leave = person === null ? null : moveIn(person);
  };
  sessionStore.subscribe(follow);
  follow();
}

function moveIn(person: PersonId): () => void {
  const disk = openInboxDisk(browserClock, person);
  startPush(person);
  void sendUnsentNotes();
  const stopCounts = followCounts(person);
  const presence = beginPresence();
  let link: InboxLink | null = null;
  const desktop = beginDesktop(() => link?.isLive ?? false);
  let isHome = true;
  let stopSaving = () => {};

  void (async () => {
    const stored = await disk.load();
    if (!isHome) return;
    if (stored) {
      const { epoch, cursor, entries } = stored;
      const named = new Map(entries.map((entry) => [nameOf(entry), entry]));
      inbox.setState({ epoch, cursor, entries: named }, true);
    }
    link = new InboxLink({
      clock: browserClock,
      random: Math.random,
      newId: newWishId,
      openSocket: (ticket, events) => openSocket(person, ticket, events),
      ticket: (timeoutMs) => fetchTicket(person, timeoutMs),
      refreshSession,
      onWake: onBrowserWake,
      crowd: crowdHere,
      held: { get: inbox.getState, set: (held) => inbox.setState(held, true) },
      wishes,
      presence: presence.line,
      edited: hearEdited,
      due: () => marksDue(positions.getState(), inbox.getState()),
    });
    link.enter();
  })();

  const told = () => {
    const behind = marksBehind(positions.getState(), inbox.getState());
    if (behind.length > 0) hearPositions((now) => behind.reduce(withMark, now));
    link?.look();
    stopSaving();
    stopSaving = browserClock.setTimer(SAVE_AFTER_MS, () => {
      const { epoch, cursor, entries } = inbox.getState();
      if (epoch !== null) void disk.save({ epoch, cursor, entries: [...entries.values()] });
    });
  };
  const stops = [
    inbox.subscribe(told),
    positions.subscribe(() => link?.look()),
    wishes.store.subscribe(() => link?.look()),
    followMarks(newWishId),
    followLanguage(newWishId, (wish) => wishes.add(wish)),
    followThreadPreferences(newWishId),
    followRoomPreferences(newWishId),
    followDrafts(newWishId),
    showOnIcon(),
  ];
  return () => {
    isHome = false;
    stops.forEach((stop) => stop());
    stopSaving();
    stopCounts();
    link?.close();
    presence.end();
    desktop.end();
    disk.close();
    inbox.setState(NOTHING_HELD, true);
  };
}

/** A ticket for one socket, within 30 seconds. */
async function fetchTicket(person: PersonId, timeoutMs: number) {
  const wish = { party: "inbox", id: person };
  const answer = await askApi("POST", "/api/tickets", TicketAnswer, wish, { timeoutMs });
  if (!answer.ok) return answer;
  const { ticket, expiresAt } = answer.value;
  return { ok: true as const, value: { ticket, sessionExpiresAt: expiresAt } };
}

function withMark(now: Positions, { room, thread, ...seen }: Behind): Positions {
  return furtherRead(now, keyOf({ room, thread }), { ...seen, at: 0 });
}
