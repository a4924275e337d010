import { expect, it, vi } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { RoomId } from "#protocol/ids.ts";
import { PING } from "#protocol/up.ts";
import * as v from "valibot";
import { person } from "../../test/fakes/room-bench.ts";
import { ticketClaims } from "../../test/fakes/ticket-claims.ts";
import { newBindings } from "../../test/secrets.ts";
import { claimsToHeader } from "../claims.ts";
import { dismissalOf } from "../object/standing.ts";
import { RoomHost } from "./room-host.ts";
import type { KeyValueStorage } from "./room-storage.ts";
import { peerOver, type Connection } from "./socket-peer.ts";

/** A room on a disk that has gone bad. */
function brokenRoom(setAlarm: (at: number) => void = () => undefined): RoomHost {
  vi.spyOn(console, "error").mockReturnValue();
  return new RoomHost({
    env: newBindings("http://127.0.0.1:9"),
    storage: brokenStorage(setAlarm),
    roomId: () => v.parse(RoomId, "room-one"),
    connections: () => [],
    headIs: () => undefined,
    fetchNote: () => Promise.resolve(new Response(null, { status: 404 })),
    fetchMeter: () => Promise.resolve(new Response(null, { status: 404 })),
    fetchCourier: () => Promise.reject(new Error("nobody goes")),
  });
}

it("a room that cannot wake for its alarm has another one set", async () => {
  const alarms: number[] = [];
  const host = brokenRoom((at) => alarms.push(at));
  const before = Date.now();
  await host.alarm();
  expect(alarms).toHaveLength(1);
  expect(alarms[0]).toBeGreaterThan(before);
});

it("a socket that a room cannot wake for is told so at its first word", async () => {
  const host = brokenRoom();
  const closed: (number | undefined)[] = [];
  const connection: Connection = {
    id: "c-1",
    state: null,
    setState: (state) => Object.assign(connection, { state }),
    send: () => undefined,
    close: (code) => closed.push(code),
  };
  const claims = ticketClaims(person("Ann"), Date.now());
  await host.connect(connection, claimsToHeader(claims));
  expect(closed).toEqual([]);
  expect(dismissalOf(peerOver(connection))).toBe(CLOSE.fault);
  await host.message(connection, PING);
  expect(closed).toEqual([CLOSE.fault]);
});

/** Nothing can be read, as on a disk that has gone bad; only the alarm can be set. */
function brokenStorage(setAlarm: (at: number) => void): KeyValueStorage {
  const fails = () => Promise.reject(new Error("the disk does not answer"));
  return {
    get: fails,
    list: fails,
    put: fails,
    delete: fails,
    sync: fails,
    deleteAlarm: fails,
    setAlarm: (at) => {
      setAlarm(at);
      return Promise.resolve();
    },
  };
}
