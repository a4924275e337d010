import type { Call } from "./calls.ts";
import type { PushLanguage } from "./push-subscription.ts";

type PushWords = {
  read: string;
  reply: string;
  placeholder: string;
  /** When a deed in the notification did not get through. */
  notSent: string;
  /** `{person}` and `{room}` stand for their names. */
  invites: string;
  invitesBody: string;
  note: string;
  noteBody: string;
  /** Somebody calls everyone in a room, or those who are here. */
  calls: Record<Call, (author: string, room: string) => string>;
  testTitle: string;
  testBody: string;
};

/** What a notification says of its own (docs/decisions/0042-web-push.md). The other words of Parley are the page's. */
export const PUSH_WORDS: Record<PushLanguage, PushWords> = {
  en: {
    read: "Mark read",
    reply: "Reply",
    placeholder: "Write a reply",
    notSent: "Not sent. Press to open the room.",
    invites: "{person} invites you to #{room}",
    invitesBody: "Have a look at the room, then join or decline.",
    note: "{person} mentioned you in the note of #{room}",
    noteBody: "Press to read what it says.",
    calls: {
      room: (author, room) => `${author} calls everyone in ${room}`,
      here: (author, room) => `${author} calls everyone who is here in ${room}`,
    },
    testTitle: "It works",
    testBody: "This is how Parley tells you of news.",
  },
  de: {
    read: "Gelesen",
    reply: "Antworten",
    placeholder: "Antwort schreiben",
    notSent: "Nicht gesendet. Drücken, um den Raum zu öffnen.",
    invites: "{person} lädt dich in #{room} ein",
    invitesBody: "Sieh dir den Raum an, dann nimm an oder lehne ab.",
    note: "{person} hat dich in der Notiz von #{room} erwähnt",
    noteBody: "Drücken, um sie zu lesen.",
    calls: {
      room: (author, room) => `${author} ruft alle in ${room}`,
      here: (author, room) => `${author} ruft alle, die gerade da sind, in ${room}`,
    },
    testTitle: "Es klappt",
    testBody: "So sagt dir Parley, dass es etwas Neues gibt.",
  },
  ar: {
    read: "وضع علامة مقروء",
    reply: "رد",
    placeholder: "اكتب ردًا",
    notSent: "لم يُرسل. اضغط لفتح الغرفة.",
    invites: "يدعوك {person} إلى \u2068#{room}\u2069",
    invitesBody: "ألقِ نظرة على الغرفة، ثم انضم أو ارفض.",
    note: "أشار إليك {person} في ملاحظة \u2068#{room}\u2069",
    noteBody: "اضغط لقراءتها.",
    calls: {
      room: (author, room) => `نداء من ${author} إلى الجميع في ${room}`,
      here: (author, room) => `نداء من ${author} إلى الحاضرين في ${room}`,
    },
    testTitle: "كل شيء يعمل",
    testBody: "هكذا يخبرك Parley بما هو جديد.",
  },
};
