import * as v from "valibot";
import { expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { PersonId } from "#protocol/ids.ts";
import type { Connection } from "../hosts/socket-peer.ts";
import { internalRequest } from "../internal/door.ts";
import type { PeerMemory } from "../object/ports.ts";
import { answerGoing, type GoingAsk } from "./leave.ts";
import { GOING_PATH } from "./paths.ts";

const SECRET = "only our own parts know";

function socketOf(session: string) {
  const closed: [number | undefined, string | undefined][] = [];
  let state: PeerMemory = {
    person: v.parse(PersonId, "01a205b3-d000-7343-8bd8-c829d6a705f5"),
    name: "Ann",
    role: "member",
    session,
    sessionExpiresAt: 0,
    standing: "greeted",
  };
  const connection: Connection = {
    id: session,
    get state() {
      return state;
    },
    setState: (next) => (state = next),
    send: () => undefined,
    close: (code, reason) => void closed.push([code, reason]),
  };
  return { connection, closed };
}

const ask = (what: GoingAsk, path = GOING_PATH, secret = SECRET) =>
  internalRequest(JSON.stringify(what), secret, path);

it("tells which sessions sit here, and closes their sockets, each with its own moment", async () => {
  const [ann, bob] = [socketOf("ann"), socketOf("bob")];
  const connections = () => [ann.connection, bob.connection];
  const counted = await answerGoing(ask({ do: "count" }), SECRET, connections);
  expect(await counted?.json()).toEqual(["ann", "bob"]);
  expect([ann.closed, bob.closed]).toEqual([[], []]);
  await answerGoing(ask({ do: "leave", moments: { ann: 3_000, bob: 3_015 } }), SECRET, connections);
  expect([ann.closed, bob.closed]).toEqual([[[CLOSE.restart, "3000"]], [[CLOSE.restart, "3015"]]]);
  // What they say after that is not listened to.
  expect(ann.connection.state?.standing).toEqual({ dismissedWith: CLOSE.restart });
});

it("is nothing to an object when anybody else says it, or when it is asked something else", async () => {
  const ann = socketOf("ann");
  const leave: GoingAsk = { do: "leave", moments: { ann: 0 } };
  const asked = [ask(leave, GOING_PATH, "a guess"), ask(leave, "/")];
  for (const request of asked)
    expect(await answerGoing(request, SECRET, () => [ann.connection])).toBeNull();
  expect(ann.closed).toEqual([]);
});
