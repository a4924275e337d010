import { graphemesIn } from "#protocol/graphemes.ts";
import type { AfterHours, MailChoice } from "#protocol/inbox/mail-choice.ts";
import type { RoomId } from "#protocol/ids.ts";
import { MISSED_TELLS } from "#protocol/inbox/limits.ts";
import type { PushLanguage } from "#protocol/push-subscription.ts";
import { pathOf } from "#protocol/push-compose.ts";
import type { ToldMessage } from "../rooms.ts";
import { anchor, escape, oneLine, page } from "./letter.ts";
import { MISSED_WORDS } from "./missed-words.ts";

/** A message that somebody has missed, as its room has just told it. `at` in ms since epoch. */
export type MissedMessage = ToldMessage & {
  room: RoomId;
  seq: number;
  thread?: number;
  at: number;
};

/** What one mail tells, oldest first. `more`: so many before those are not told. */
export type Digest = Pick<MailChoice, "language" | "zone"> & {
  afterHours: Exclude<AfterHours, 0>;
  messages: readonly MissedMessage[];
  more: number;
};

/** Where the mail is about, and where its links lead: one of the community's own addresses. `stop` ends such mails. */
export type MissedPlace = { community: string; origin: string; stop: string };

/** The one room that all of it was said in, or null. */
export function roomOf({ messages }: Digest): RoomId | null {
  const [room = null, another] = new Set(messages.map((message) => message.room));
  return another === undefined ? room : null;
}

export function missedLetter(digest: Digest, place: MissedPlace) {
  const { language, messages } = digest;
  const words = MISSED_WORDS[language];
  const [first] = messages;
  const isOfOne = roomOf(digest) !== null && first !== undefined;
  const subject = isOfOne
    ? words.subjectOfRoom(first.roomName, place.community)
    : words.subject(place.community);
  return {
    subject: oneLine(subject),
    text: textOf(digest, place),
    html: htmlOf(digest, place, oneLine(subject)),
  };
}

function textOf(digest: Digest, { community, origin, stop }: MissedPlace): string {
  const words = MISSED_WORDS[digest.language];
  const told = byRoom(digest).flatMap(({ name, messages }) => [
    `# ${oneLine(name)}`,
    ...messages.map(
      (message) =>
        `${oneLine(message.author)}, ${timeOf(message.at, digest)}\n${cut(message.words)}\n${origin}${pathOf(message)}`,
    ),
  ]);
  const { intro, more, why, settings } = words;
  const before = digest.more > 0 ? [more(digest.more)] : [];
  const foot = [
    why[digest.afterHours],
    `${words.stop}: ${stop}`,
    `${settings}: ${origin}/settings`,
  ];
  // Two dashes and a space begin what mail programs know as the end of a mail.
  const parts = [oneLine(intro(community)), ...before, ...told];
  return `${parts.join("\n\n")}\n\n-- \n${foot.join("\n")}\n`;
}

function htmlOf(digest: Digest, { community, origin, stop }: MissedPlace, title: string): string {
  const { language } = digest;
  const words = MISSED_WORDS[language];
  const side = language === "ar" ? "right" : "left";
  const bar = `margin:0 0 16px;padding-${side}:12px;border-${side}:3px solid #8a9aa3`;
  const rooms = byRoom(digest).map(({ name, messages }) => {
    const told = messages.map((message) => {
      const time = `<a href="${escape(origin + pathOf(message))}" style="color:inherit">${escape(timeOf(message.at, digest))}</a>`;
      const says = escape(cut(message.words)).replaceAll("\n", "<br>");
      return `<div style="${bar}"><p style="margin:0"><strong><bdi>${escape(message.author)}</bdi></strong> · ${time}</p><p dir="auto" style="margin:4px 0 0">${says}</p></div>`;
    });
    const [first] = messages;
    const url = first ? `${origin}${pathOf(first)}` : origin;
    const heading = `<h2 style="font-size:18px;margin:24px 0 12px"><bdi>${escape(name)}</bdi></h2>`;
    return [heading, ...told, `<p>${anchor({ says: words.open(name), url })}</p>`].join("\n");
  });
  const more = digest.more > 0 ? [`<p>${escape(words.more(digest.more))}</p>`] : [];
  const foot = `<hr style="border:0;border-top:1px solid #8a9aa3;margin:32px 0 16px">
<p style="font-size:14px">${escape(words.why[digest.afterHours])}<br><a href="${escape(stop)}" style="color:inherit">${escape(words.stop)}</a> · <a href="${escape(origin)}/settings" style="color:inherit">${escape(words.settings)}</a></p>`;
  const body = [`<p>${escape(words.intro(community))}</p>`, ...more, ...rooms, foot].join("\n");
  return page(body, { title, language, direction: language === "ar" ? "rtl" : "ltr" });
}

function byRoom({ messages }: Digest): { name: string; messages: MissedMessage[] }[] {
  const rooms = new Map<RoomId, { name: string; messages: MissedMessage[] }>();
  for (const message of messages) {
    const known = rooms.get(message.room) ?? { name: message.roomName, messages: [] };
    known.messages.push(message);
    rooms.set(message.room, known);
  }
  return [...rooms.values()];
}

/** Between two characters as people see them. */
function cut(words: string): string {
  let told = "";
  let count = 0;
  for (const character of graphemesIn(words)) {
    count += 1;
    if (count > MISSED_TELLS) return `${told.trimEnd()}…`;
    told += character;
  }
  return told;
}

/** By the clock of the reader's place; where nobody knows it, by everyone's, which is said. */
function timeOf(at: number, { language, zone }: Pick<Digest, "language" | "zone">): string {
  return new Intl.DateTimeFormat(HABITS[language], {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone ?? "UTC",
    ...(zone === null && { timeZoneName: "short" }),
  }).format(at);
}

/** Which of the places that speak a language nobody has said. */
const HABITS: Record<PushLanguage, string> = { en: "en-GB", de: "de-DE", ar: "ar" };
