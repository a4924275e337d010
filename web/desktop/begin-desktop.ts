import * as v from "valibot";
import { chosenAt } from "#protocol/inbox/availability.ts";
import { levelIn } from "#protocol/inbox/level-in.ts";
import type { Watching } from "#protocol/inbox/presence.ts";
import type { RoomId } from "#protocol/ids.ts";
import { ACTIVE_FOR_MS } from "#protocol/inbox/limits.ts";
import { invitationPush, newsPush, notePush } from "#protocol/push-compose.ts";
import { PushPlace } from "#protocol/push-message.ts";
import { browserClock } from "../clock.ts";
import { counts, mentionsInAll } from "../inbox/counts-store.ts";
import { onEdited } from "../inbox/edited-messages.ts";
import { inbox } from "../inbox/held.ts";
import { isToldOfCalls, wantsIn } from "../inbox/notices.ts";
import { readHere } from "../inbox/read-here.ts";
import { wishes } from "../inbox/wishes.ts";
import { placeOf, type Place } from "../place.ts";
import { selfOf } from "../presence/own-availability.ts";
import { onUse } from "../presence/uses.ts";
import { watching } from "../presence/watching.ts";
import { browser, push, pushLanguage } from "../push/push-home.ts";
import { isShownByPage } from "../push/push-state.ts";
import { positions } from "../read/read-position.ts";
import { WhoRings } from "../service-worker/page-talk.ts";
import { roomPreferences } from "../sidebar/room-preferences.ts";
import { askInvitation } from "./ask-invitation.ts";
import { askMessages } from "./ask-messages.ts";
import { hangBell } from "./bell.ts";
import { DesktopDesk, type Message, type Shown } from "./desk.ts";
import { chimeOf, ringFor } from "./ringing.ts";
import { sounds } from "./sounds.ts";
import { showOnTab } from "./tab-news.ts";
import { callAt, type Numbered, type Wants } from "./told.ts";
import { takeTurns } from "./turn.ts";

/**
 * From now on this tab tells of news while it is looked away from: by notifications, sounds, and what stands on the tab itself
 * (docs/decisions/0048). `isLive`: whether what the inbox tells now has happened now. Gives what ends it.
 */
export function beginDesktop(isLive: () => boolean): { end: () => void } {
  const bell = hangBell();
  let usedAt = browserClock.now();
  const stopUses = onUse(() => {
    usedAt = browserClock.now();
  });
  const isUsed = () => document.hasFocus() && browserClock.now() - usedAt <= ACTIVE_FOR_MS;
  const isShown = () => isShownByPage(push.store.getState().at);
  const turn = takeTurns(() => desk.look());

  const desk: DesktopDesk = new DesktopDesk({
    clock: browserClock,
    held: inbox.getState,
    readHere,
    wants: wantsHere,
    isQuiet: () => isQuiet(browserClock.now()),
    isWatched: (place) => isUsed() && isIn(place, watching()),
    isMine: () => turn.isMine(),
    tells: (reason) => isShown() || chimeOf(reason, sounds.getState()) !== null,
    ask: askMessages,
    askInvitation,
    ring: ringFor(bell, browserClock, sounds.getState),
    show: async (place, message, isSilent, isUpdate) => {
      if (isShown()) await show(place, message, isSilent, isUpdate);
    },
    shown: shownHere,
  });

  const tab = showOnTab((room) => !isMuted(room) && wantsIn(room).level !== "nothing");
  // The worker asks before it shows what was pushed: it rings here, as it was chosen here, or by the system.
  const heard = ({ data, ports }: MessageEvent<unknown>) => {
    const doesRing = sounds.getState().which === "none" || bell.isReady();
    if (v.is(WhoRings, data) && turn.isMine() && isLive() && doesRing)
      ports[0]?.postMessage("rings");
  };
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker : null;
  worker?.addEventListener("message", heard);
  const stops = [
    inbox.subscribe((now, before) => {
      desk.heard(before, now, isLive());
      tab.look();
    }),
    positions.subscribe(() => desk.look()),
    wishes.store.subscribe(() => tab.look()),
    roomPreferences.subscribe(() => tab.look()),
    onEdited((room, seqs) => desk.edited(room, seqs)),
    () => worker?.removeEventListener("message", heard),
    stopUses,
  ];
  return {
    end: () => {
      stops.forEach((stop) => stop());
      desk.close();
      turn.end();
      bell.end();
      tab.end();
    },
  };
}

function isMuted(room: RoomId): boolean {
  return roomPreferences.getState().muted.includes(room);
}

/** What is wanted of a room that is muted, too. */
function wantsHere(room: RoomId): Wants {
  const { level, keywords } = wantsIn(room);
  const calls = isToldOfCalls(room, isMuted(room));
  return { keywords, calls, level: levelIn(level, level, isMuted(room)) };
}

/** By hand, or by the hours that they have chosen, on whatever device. */
function isQuiet(now: number): boolean {
  return chosenAt(selfOf(inbox.getState(), wishes.all()), now) === "dnd";
}

/** A thread stands beside its room. */
function isIn({ room, thread }: Place, at: Watching | null): boolean {
  return at?.room === room && (thread === undefined || at.thread === thread);
}

async function show(
  { isInvitation, mention, ...place }: Numbered,
  { author, roomName, words }: Message,
  isSilent: boolean,
  isUpdate: boolean,
) {
  const news = {
    origin: location.origin,
    language: pushLanguage(),
    place: v.parse(PushPlace, place),
    author,
    roomName,
    badge: mentionsInAll(counts.getState()),
  };
  const told = isInvitation
    ? invitationPush(news)
    : mention
      ? notePush({ ...news, mention })
      : newsPush({ ...news, body: words, calls: callAt(inbox.getState(), place), isUpdate });
  if (told.kind === "close") return;
  await browser.show({ ...told, notification: { ...told.notification, silent: isSilent } });
}

const Kept = v.object({ place: v.optional(PushPlace) });

async function shownHere(): Promise<Shown[]> {
  if (!("serviceWorker" in navigator)) return [];
  const registration = await navigator.serviceWorker.getRegistration();
  const all = (await registration?.getNotifications()) ?? [];
  return all.flatMap((notification) => {
    const kept = v.safeParse(Kept, notification.data);
    const place = (kept.success ? kept.output.place : undefined) ?? invitationBy(notification.tag);
    if (!place) return [];
    return [{ place, words: notification.body, close: () => notification.close() }];
  });
}

/** What has a number and no message is one. */
function invitationBy(tag: string): Numbered | null {
  const named = placeOf(tag);
  if (named?.thread === undefined) return null;
  return { room: named.room, seq: named.thread, isInvitation: true };
}
