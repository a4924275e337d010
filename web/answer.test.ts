import { afterEach, expect, it } from "vitest";
import { ROOM_REFUSALS } from "#protocol/room-refusals.ts";
import { translationsLoading } from "@nanostores/i18n";
import { bringSentences, sentenceFor } from "./answer.ts";
import { i18n } from "./i18n/i18n.ts";
import { chooseLocale } from "./i18n/locale.ts";
import de from "./i18n/locales/de.json" with { type: "json" };
import { refusalText } from "./i18n/refusals.text.ts";

afterEach(() => chooseLocale(undefined));

it("a refusal is told in English by the protocol, or by the server where it knows more", async () => {
  await bringSentences();
  expect(sentenceFor("not_member")).toBe(ROOM_REFUSALS.not_member.says);
  expect(sentenceFor("name_taken", "Somebody is called that.")).toBe("Somebody is called that.");
});

it("a refusal is told in the language that is spoken, whatever the server says", async () => {
  chooseLocale("de");
  refusalText.listen(() => undefined);
  await translationsLoading(i18n);
  expect(sentenceFor("name_taken", "Somebody is called that.")).toBe(de.refusals.name_taken);
  expect(sentenceFor("offline")).toBe(de.refusals.offline);
});
