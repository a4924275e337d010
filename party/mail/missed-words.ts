import type { AfterHours } from "#protocol/inbox/mail-choice.ts";
import type { PushLanguage } from "#protocol/push-subscription.ts";

type Hours = Exclude<AfterHours, 0>;

type MissedWords = {
  /** The same for all mails of a kind: mail programs put together what is called alike. */
  subject: (community: string) => string;
  subjectOfRoom: (room: string, community: string) => string;
  intro: (community: string) => string;
  open: (room: string) => string;
  more: (count: number) => string;
  why: Record<Hours, string>;
  stop: string;
  settings: string;
};

/** What a mail about missed messages says of its own. As with notifications, the page's words are not at hand here (docs/decisions/0032). */
export const MISSED_WORDS: Record<PushLanguage, MissedWords> = {
  en: {
    subject: (community) => `${community}: what you missed`,
    subjectOfRoom: (room, community) => `${community}: what you missed in ${room}`,
    intro: (community) =>
      `In ${community} somebody mentioned or answered you, and you have not looked yet.`,
    open: (room) => `Open ${room}`,
    more: (count) => `Before these there were ${count} more.`,
    why: {
      1: "You are mailed what waits for an hour while you are away.",
      4: "You are mailed what waits for four hours while you are away.",
      24: "You are mailed what waits for a day while you are away.",
    },
    stop: "Stop these mails",
    settings: "Choose when you are mailed",
  },
  de: {
    subject: (community) => `${community}: Was du verpasst hast`,
    subjectOfRoom: (room, community) => `${community}: Was du in ${room} verpasst hast`,
    intro: (community) =>
      `In ${community} hat dich jemand erwähnt oder dir geantwortet, und du hast es noch nicht gesehen.`,
    open: (room) => `${room} öffnen`,
    more: (count) => `Davor gab es noch ${count} weitere.`,
    why: {
      1: "Du bekommst diese Mail, wenn etwas eine Stunde auf dich wartet, während du weg bist.",
      4: "Du bekommst diese Mail, wenn etwas vier Stunden auf dich wartet, während du weg bist.",
      24: "Du bekommst diese Mail, wenn etwas einen Tag auf dich wartet, während du weg bist.",
    },
    stop: "Keine solchen Mails mehr",
    settings: "Wählen, wann du Mails bekommst",
  },
  ar: {
    subject: (community) => `${community}: ما فاتك`,
    subjectOfRoom: (room, community) => `${community}: ما فاتك في ${room}`,
    intro: (community) => `في ${community} ذكرك أحدهم أو ردّ عليك، ولم تطّلع على ذلك بعد.`,
    open: (room) => `فتح ${room}`,
    more: (count) => `وسبقتها رسائل أخرى، عددها: ${count}`,
    why: {
      1: "تصلك هذه الرسالة حين ينتظرك شيء ساعةً وأنت غائب.",
      4: "تصلك هذه الرسالة حين ينتظرك شيء أربع ساعات وأنت غائب.",
      24: "تصلك هذه الرسالة حين ينتظرك شيء يومًا وأنت غائب.",
    },
    stop: "إيقاف هذه الرسائل",
    settings: "اختر متى تصلك الرسائل",
  },
};
