import type { Call } from "./calls.ts";
import type { CommandId } from "./ids.ts";
import type { PushMessage, PushPlace } from "./push-message.ts";
import type { PushLanguage } from "./push-subscription.ts";
import { PUSH_WORDS } from "./push-words.ts";

export type News = {
  /** Of the community, as its people reach it. */
  origin: string;
  language: PushLanguage;
  place: PushPlace;
  author: string;
  /** Null where there are only the two. */
  roomName: string | null;
  body: string;
  /** Whom it calls, where that is why they are told. */
  calls?: Call | undefined;
  /** All that is unread, for the icon of the program. */
  badge: number;
  /** An edit takes the place of what is shown without a sound. */
  isUpdate: boolean;
};

/** A message as a notification shows it. */
export function newsPush(told: News): PushMessage {
  const { place, badge, isUpdate, ...news } = told;
  const words = PUSH_WORDS[news.language];
  return {
    kind: "message",
    web_push: 8030,
    notification: {
      title: titleOf(told),
      body: news.body,
      navigate: `${news.origin}${pathOf(place)}`,
      tag: tagOf(place),
      lang: news.language,
      // By the first strong letter: what people write may run another way than the page.
      dir: "auto",
      silent: isUpdate,
      app_badge: badge,
      actions: [
        { action: "reply", title: words.reply, type: "text", placeholder: words.placeholder },
        { action: "read", title: words.read },
      ],
      data: { place, notSent: words.notSent },
    },
  };
}

type AboutRoom = Omit<News, "body" | "isUpdate" | "roomName"> & { roomName: string };

/** Somebody asks this person into a room. It leads to the room's door. */
export function invitationPush(news: AboutRoom): PushMessage {
  const { invites, invitesBody } = PUSH_WORDS[news.language];
  return plainPush(news, { title: invites, body: invitesBody, leadsTo: "" });
}

/** Somebody has named this person in the room's note. It leads to where that is. */
export function notePush(news: AboutRoom & { mention: CommandId }): PushMessage {
  const { note, noteBody } = PUSH_WORDS[news.language];
  return plainPush(news, { title: note, body: noteBody, leadsTo: `?note&at=${news.mention}` });
}

/** One that says what somebody has done, without their words, and has nothing to press but itself. */
function plainPush(
  { place, author, roomName, badge, language, origin }: AboutRoom,
  { title, body, leadsTo }: { title: string; body: string; leadsTo: string },
): PushMessage {
  return {
    kind: "message",
    web_push: 8030,
    notification: {
      title: filled(title, { person: author, room: roomName }),
      body,
      navigate: `${origin}/rooms/${place.room}${leadsTo}`,
      tag: tagOf(place),
      lang: language,
      dir: "auto",
      silent: false,
      app_badge: badge,
      data: {},
    },
  };
}

/** By a function, because names may hold what `replace` takes for a pattern. */
function filled(sentence: string, { person, room }: { person: string; room: string }): string {
  return sentence.replace(/\{(person|room)\}/g, (_, what) => (what === "person" ? person : room));
}

function titleOf({ author, roomName, calls, language }: News): string {
  if (roomName === null) return author;
  if (calls === undefined) return `${author} · ${roomName}`;
  return PUSH_WORDS[language].calls[calls](author, roomName);
}

/** What was shown of a message is over: it was read elsewhere, or deleted. */
export function closePush(place: PushPlace, badge: number): PushMessage {
  return { kind: "close", tag: tagOf(place), app_badge: badge };
}

/** Somebody wants to see whether it works. */
export function testPush(origin: string, language: PushLanguage): PushMessage {
  const { testTitle, testBody } = PUSH_WORDS[language];
  return {
    kind: "test",
    web_push: 8030,
    notification: {
      title: testTitle,
      body: testBody,
      navigate: `${origin}/settings`,
      tag: "test",
      lang: language,
      dir: "auto",
      silent: false,
      data: {},
    },
  };
}

/** One for each message: the topic at the push service, and what a browser replaces and closes it by. */
export function tagOf({ room, seq }: PushPlace): string {
  return `${room}/${seq}`;
}

/** Where a message is shown. */
export function pathOf({ room, seq, thread }: PushPlace): string {
  return thread === undefined ? `/rooms/${room}/${seq}` : `/rooms/${room}?thread=${thread}`;
}
