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

function objectWith(sockets: ReturnType<typeof socketOf>[]) {
  return {
    handedOver: 0,
    connections: () => sockets.map(({ connection }) => connection),
    handOver() {
      this.handedOver += 1;
      return Promise.resolve();
    },
  };
}

const ask = (what: GoingAsk, path = GOING_PATH, secret = SECRET) =>
  internalRequest(JSON.stringify(what), secret, path);

const MOMENTS = { ann: 3_000, bob: 3_015 };

it("closes the sockets of an object, each with its own moment", async () => {
  const [ann, bob, eve] = [socketOf("ann"), socketOf("bob"), socketOf("eve")];
  const object = objectWith([ann, bob, eve]);
  await answerGoing(ask({ do: "leave", moments: MOMENTS, everyMs: 7_500 }), SECRET, object);
  expect([ann.closed, bob.closed]).toEqual([
    [[CLOSE.restart, "3000 7500"]],
    [[CLOSE.restart, "3015 7500"]],
  ]);
  // What they say after that is not listened to.
  expect(ann.connection.state?.standing).toEqual({ dismissedWith: CLOSE.restart });
  // She came when the moments were given already.
  expect(eve.closed).toEqual([]);
  expect(object.handedOver).toBe(0);
});

it("hands over what was counted when it is asked to", async () => {
  const object = objectWith([]);
  expect((await answerGoing(ask({ do: "hand over" }), SECRET, object))?.status).toBe(204);
  expect(object.handedOver).toBe(1);
});

it("is nothing to an object when anybody else says it, or when it is asked something else", async () => {
  const ann = socketOf("ann");
  const object = objectWith([ann]);
  const leave: GoingAsk = { do: "leave", moments: { ann: 0 }, everyMs: 0 };
  const asked = [ask(leave, GOING_PATH, "a guess"), ask(leave, "/")];
  for (const request of asked) expect(await answerGoing(request, SECRET, object)).toBeNull();
  expect([ann.closed, object.handedOver]).toEqual([[], 0]);
});
