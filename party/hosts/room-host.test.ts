import { expect, it, vi } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import * as v from "valibot";
import { newBindings } from "../../test/secrets.ts";
import { RoomHost } from "./room-host.ts";
import type { KeyValueStorage } from "./room-storage.ts";

it("a room that cannot wake for its alarm has another one set", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const alarms: number[] = [];
  const host = new RoomHost({
    env: newBindings("http://127.0.0.1:9"),
    storage: brokenStorage((at) => alarms.push(at)),
    roomId: () => v.parse(RoomId, "room-one"),
    connections: () => [],
    headIs: () => undefined,
    fetchNote: () => Promise.resolve(new Response(null, { status: 404 })),
    fetchMeter: () => Promise.resolve(new Response(null, { status: 404 })),
    fetchCourier: () => Promise.reject(new Error("nobody goes")),
  });
  const before = Date.now();
  await host.alarm();
  expect(alarms).toHaveLength(1);
  expect(alarms[0]).toBeGreaterThan(before);
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
