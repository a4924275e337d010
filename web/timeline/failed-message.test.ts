import { expect, it } from "vitest";
import { REFUSALS, type RefusalCode as Code } from "#protocol/refusals.ts";
import { bringSentences } from "../answer.ts";
import { tellFailure as tellFailureIn } from "./failed-message.tsx";
import { failedMessageText } from "./failed-message.text.ts";

const tellFailure = (...[code, at, today]: [Code, number, number]) =>
  tellFailureIn(code, at, today, failedMessageText.get());
const TODAY = new Date(2026, 10, 23).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

it("a message that has waited too long asks whether it is still wanted, and says since when", () => {
  expect(tellFailure("id_stale", at(15, 23), TODAY)).toBe("Written 8 days ago. Send it now?");
});

it("a message of today that the room finds too old speaks of the clock", () => {
  expect(tellFailure("id_stale", at(23, 9), TODAY)).toMatch(/clock seems to be wrong/);
  expect(tellFailure("id_stale", at(20, 9), TODAY)).toMatch(/clock seems to be wrong/);
});

it("any other says why in the words of its refusal", async () => {
  await bringSentences();
  expect(tellFailure("not_member", at(15, 9), TODAY)).toBe(`Not sent. ${REFUSALS.not_member.says}`);
});
