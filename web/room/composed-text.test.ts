import { expect, test } from "vitest";
import { composeMessage } from "./composed-text.ts";

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
