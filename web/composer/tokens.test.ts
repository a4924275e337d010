import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { toBody, toText, type Names } from "./tokens.ts";

const id = (n: number) => `0190b5a0-0000-7000-8000-${String(n).padStart(12, "0")}`;

const NAMES: Names = {
  people: [
    { id: id(1), name: "Ann" },
    { id: id(2), name: "Ann Lee" },
    { id: id(3), name: "Zoë Müller" },
    { id: id(4), name: "Bob @Ann" },
    { id: id(5), name: "`tick`" },
    { id: id(6), name: "عمر" },
  ],
  rooms: [
    { id: id(11), name: "general" },
    { id: id(12), name: "general chat" },
  ],
};

describe("a text", () => {
  test.each([
    ["@Ann hello", `<@${id(1)}> hello`],
    ["@Ann Lee hello", `<@${id(2)}> hello`],
    ["@ann lee, hello", `<@${id(2)}>, hello`],
    ["@Anna hello", "@Anna hello"],
    ["@Ann Leeds", `<@${id(1)}> Leeds`],
    ["@zoë müller?", `<@${id(3)}>?`],
    ["ann@Ann.example", "ann@Ann.example"],
    ["see #general chat and #general.", `see <#${id(12)}> and <#${id(11)}>.`],
    ["# general", "# general"],
    ["`@Ann` but @Ann", `\`@Ann\` but <@${id(1)}>`],
    ["```\n@Ann\n```", "```\n@Ann\n```"],
    ["_@Ann_ **@Ann**", `_<@${id(1)}>_ **<@${id(1)}>**`],
    ["@عمر أهلا", `<@${id(6)}> أهلا`],
    ["https://x.example/@Ann", "https://x.example/@Ann"],
  ])("%s", (text, body) => {
    expect(toBody(text, NAMES).body).toBe(body);
  });

  it("tells whom it means, and a quote means nobody", () => {
    const { mentions, body } = toBody("> @Ann Lee said\n\n@Ann yes", NAMES);
    expect(mentions).toEqual([id(1)]);
    expect(body).toContain(`> <@${id(2)}> said`);
  });
});

describe("everyone", () => {
  const everyone = ["room", "here"].map((call) => ({ id: call, name: call }));
  const names = { ...NAMES, people: [...NAMES.people, ...everyone] };

  test.each([
    ["@room tea is ready", "<@room> tea is ready"],
    ["tea, @Here!", "tea, <@here>!"],
    ["@roommate, @rooms, me@room.example", "@roommate, @rooms, me@room.example"],
    ["`@room` and #room", "`@room` and #room"],
    ["> @here", "> <@here>"],
  ])("%s", (text, body) => {
    expect(toBody(text, names).body).toBe(body);
    expect(toText(body, names).toLowerCase()).toBe(text.toLowerCase());
  });

  it("is a word where nobody may call, and not meant by a name that somebody has", () => {
    expect(toBody("@room", NAMES).body).toBe("@room");
    const taken = { ...names, people: [{ id: id(7), name: "Room" }, ...names.people] };
    expect(toBody("@room", taken).body).toBe(`<@${id(7)}>`);
    expect(toText("<@room>", taken)).toBe("<@room>");
  });
});

describe("a body", () => {
  it("is shown with the names that people have now", () => {
    expect(toText(`<@${id(2)}> in <#${id(11)}>`, NAMES)).toBe("@Ann Lee in #general");
  });

  it("keeps the token of somebody whose name would be read as another's", () => {
    expect(toText(`<@${id(1)}> Lee`, NAMES)).toBe(`<@${id(1)}> Lee`);
  });

  it("keeps the token of somebody unknown", () => {
    expect(toText(`<@${id(99)}>`, NAMES)).toBe(`<@${id(99)}>`);
  });

  it("comes back from being edited exactly as it was", () => {
    const piece = fc.oneof(
      fc.constantFrom(...NAMES.people.map(({ id }) => `<@${id}>`)),
      fc.constantFrom(...NAMES.rooms.map(({ id }) => `<#${id}>`)),
      fc.constantFrom("`", "```", "\n", " ", "> ", "Lee", "chat", "@Ann", "#general", "~~~", "\\"),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { body } = toBody(pieces.join(""), NAMES);
        expect(toBody(toText(body, NAMES), NAMES).body).toBe(body);
      }),
      { numRuns: 2_000 },
    );
  });
});
