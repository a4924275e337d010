import { expect, it } from "vitest";
import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { HandClock } from "../../test/fakes/hand-clock.ts";
import type { Answer } from "../rooms.ts";
import { WaitingPolls } from "./waiting-polls.ts";

it("answers once, and lets go once, where news come while its time is up", async () => {
  const clock = new HandClock();
  const turns: (() => Promise<void>)[] = [];
  const left: string[] = [];
  const told: Answer<string>[] = [];
  const polls = new WaitingPolls<string, string>({
    clock,
    // Another's turn goes on meanwhile.
    turn: async (act) => void turns.push(act),
    nothing: () => ({ ok: true, value: "nothing" }),
    left: (of) => left.push(of),
  });
  const by = {
    person: v.parse(PersonId, "Ann"),
    name: "Ann",
    role: "member",
    session: "s",
  } as const;
  const sessionExpiresAt = clock.now() + 1e6;
  const answer = (answered: Answer<string>) => void told.push(answered);
  expect(polls.wait({ by, waitMs: 1_000, sessionExpiresAt, of: "a", answer })).toBe(true);
  await clock.pass(1_000);
  expect(turns).toHaveLength(1);
  polls.answer(() => ({ ok: true, value: "news" }));
  await turns[0]?.();
  expect(told).toEqual([{ ok: true, value: "news" }]);
  expect(left).toEqual(["a"]);
});
