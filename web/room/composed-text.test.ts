import { expect, test } from "vitest";
import { composeMessage as compose } from "./composed-text.ts";

const composeMessage = (body: string) => compose(body, () => true);
const ANN = "0190b5a0-0000-7000-8000-000000000001";
const BOB = "0190b5a0-0000-7000-8000-000000000002";

test("what somebody does is an action without its command", () => {
  expect(composeMessage("/me waves")).toEqual({ ok: true, body: "waves", action: true });
});

test("tells once whom it means, in the order of the text", () => {
  const body = `<@${BOB}> and <@${ANN}>, again <@${BOB}>`;
  expect(composeMessage(body)).toEqual({ ok: true, body, mentions: [BOB, ANN] });
});

test("means nobody in code and in quotes", () => {
  const body = `> <@${ANN}> said\n\`<@${BOB}>\`\n\`\`\`\n<@${ANN}>\n\`\`\``;
  expect(composeMessage(body)).toEqual({ ok: true, body });
});

test("means nobody by what only looks like an id", () => {
  expect(composeMessage("<@everyone>")).toEqual({ ok: true, body: "<@everyone>" });
});

test.each([
  ["<@room> tea", { body: "<@room> tea", calls: "room" }],
  ["<@here> and <@room>", { body: "<@here> and <@room>", calls: "room" }],
  ["/me calls <@here>", { body: "calls <@here>", calls: "here", action: true }],
  ["> <@room>\n`<@here>`", { body: "> <@room>\n`<@here>`" }],
  ["@room", { body: "@room" }],
])("calls by a token that stands in neither code nor quote: %s", (body, message) => {
  expect(composeMessage(body)).toEqual({ ok: true, ...message });
});

test("a call that may not be made is a word", () => {
  const body = `<@room>, <@here>, <@${ANN}>`;
  expect(compose(body, () => false)).toEqual({
    ok: true,
    body: `@room, @here, <@${ANN}>`,
    mentions: [ANN],
  });
});
