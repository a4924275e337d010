import { beforeEach, expect, test } from "vitest";
import type { MailChoice } from "#protocol/inbox/mail-choice.ts";
import { chooseLocale } from "../i18n/locale.ts";
import { followLanguage } from "./follow-language.ts";
import { inbox, NOTHING_HELD } from "./held.ts";
import { newWishId } from "./new-wish-id.ts";
import type { Wish } from "./wishes.ts";

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
let wishes: Wish[] = [];
const follow = () => followLanguage(newWishId, (wish) => wishes.push(wish));
const said = () =>
  wishes.flatMap((wish) => (wish.type === "mail" ? [[wish.language, wish.zone]] : []));
const tell = (mail?: Partial<MailChoice>) => {
  const entry = { kind: "mail", afterHours: 4, language: "en", zone: null, ...mail } as const;
  const entries = new Map(mail ? [["mail", entry]] : []);
  inbox.setState({ epoch: "an epoch", cursor: 1, entries });
};

beforeEach(() => {
  wishes = [];
  chooseLocale("de");
  inbox.setState(NOTHING_HELD, true);
});

test("a visit says its language and its clock once, as soon as the inbox has told what it knows", () => {
  const stop = follow();
  expect(said()).toEqual([]);
  tell();
  tell({ language: "ar", zone });
  expect(said()).toEqual([["de", zone]]);
  chooseLocale("ar");
  expect(said()).toEqual([["de", zone]]);
  tell({ language: "de", zone });
  chooseLocale("en");
  expect(said()).toEqual([
    ["de", zone],
    ["en", zone],
  ]);
  stop();
  chooseLocale("de");
  expect(said()).toHaveLength(2);
});

test("what is known is not said", () => {
  tell({ language: "de", zone });
  follow()();
  expect(said()).toEqual([]);
});
