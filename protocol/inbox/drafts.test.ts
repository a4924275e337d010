import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { CommandId, uuid7 } from "#protocol/ids.ts";
import { MAX_DRAFTS, MAX_DRAFTS_OF_PLACE } from "./limits.ts";
import { MAX_BODY_UNITS } from "#protocol/limits.ts";
import { NO_DRAFTS, objectionToDraft, withDraft, type DraftsOfPlace } from "./drafts.ts";

let made = 0;
function newId(): CommandId {
  made += 1;
  return v.parse(CommandId, uuid7(made, new Uint8Array(10)));
}
const written = (text: string, ...base: CommandId[]) => ({ id: newId(), base, text });
const texts = ({ drafts }: DraftsOfPlace) => drafts.map(({ text }) => text);

describe("what is half written in a place", () => {
  it("is what was written last on top of what was there", () => {
    const first = written("he");
    const second = written("hello", first.id);
    const held = [first, second].reduce(withDraft, NO_DRAFTS);
    expect(held.drafts).toEqual([{ version: second.id, text: "hello" }]);
  });

  it("is two drafts where the second device did not know of the first", () => {
    const held = [written("on the train"), written("at home")].reduce(withDraft, NO_DRAFTS);
    expect(texts(held)).toEqual(["on the train", "at home"]);
  });

  it("stays two when a device writes on top of what another has replaced", () => {
    const first = written("tea");
    const phone = written("tea and cake", first.id);
    const desk = written("tea, please", first.id);
    const held = [first, phone, desk].reduce(withDraft, NO_DRAFTS);
    expect(texts(held)).toEqual(["tea and cake", "tea, please"]);
  });

  it("loses what was sent, and nothing else", () => {
    const [phone, desk] = [written("from the phone"), written("from the desk")];
    const held = [phone, desk, written("", phone.id)].reduce(withDraft, NO_DRAFTS);
    expect(texts(held)).toEqual(["from the desk"]);
  });

  it("is not changed by what was said before, nor by what comes after it was sent", () => {
    const first = written("hello");
    const second = written("hello you", first.id);
    const sent = written("", first.id, second.id);
    const held = [first, sent].reduce(withDraft, NO_DRAFTS);
    for (const late of [first, second, sent]) expect(withDraft(held, late)).toBe(held);
    expect(texts(held)).toEqual([]);
  });

  it("is one draft where two devices say the same words", () => {
    const held = [written("same"), written("same")].reduce(withDraft, NO_DRAFTS);
    expect(texts(held)).toEqual(["same"]);
  });

  it("keeps what it answers and for whom it is", () => {
    const about = { replyTo: 7, alsoInRoom: true };
    const held = withDraft(NO_DRAFTS, { ...written("yes"), ...about });
    expect(held.drafts).toMatchObject([{ text: "yes", ...about }]);
  });
});

describe("a draft is refused", () => {
  const many = Array.from({ length: MAX_DRAFTS_OF_PLACE }, (_, nth) => written(`draft ${nth}`));
  const full = many.reduce(withDraft, NO_DRAFTS);

  it("when it is longer than a message", () => {
    expect(objectionToDraft(NO_DRAFTS, written("x".repeat(MAX_BODY_UNITS)), 0)).toBeNull();
    const long = written("x".repeat(MAX_BODY_UNITS + 1));
    expect(objectionToDraft(NO_DRAFTS, long, 0)).toBe("body_too_long");
  });

  it("when there are too many, in one place or in all", () => {
    expect(objectionToDraft(full, written("one more"), full.drafts.length)).toBe("inbox_full");
    expect(objectionToDraft(NO_DRAFTS, written("one more"), MAX_DRAFTS)).toBe("inbox_full");
    expect(objectionToDraft(NO_DRAFTS, written("the last"), MAX_DRAFTS - 1)).toBeNull();
  });

  it("never when it only goes on with one, or ends it", () => {
    const [first] = many;
    const base = first ? [first.id] : [];
    for (const text of ["longer now", ""])
      expect(objectionToDraft(full, written(text, ...base), MAX_DRAFTS)).toBeNull();
  });
});
