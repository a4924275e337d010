import type { PushLanguage } from "./push-subscription.ts";

type PushWords = {
  read: string;
  reply: string;
  placeholder: string;
  /** When a deed in the notification did not get through. */
  notSent: string;
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
    testTitle: "It works",
    testBody: "This is how Parley tells you of news.",
  },
  de: {
    read: "Gelesen",
    reply: "Antworten",
    placeholder: "Antwort schreiben",
    notSent: "Nicht gesendet. Drücken, um den Raum zu öffnen.",
    testTitle: "Es klappt",
    testBody: "So sagt dir Parley, dass es etwas Neues gibt.",
  },
  ar: {
    read: "وضع علامة مقروء",
    reply: "رد",
    placeholder: "اكتب ردًا",
    notSent: "لم يُرسل. اضغط لفتح الغرفة.",
    testTitle: "كل شيء يعمل",
    testBody: "هكذا يخبرك Parley بما هو جديد.",
  },
};
