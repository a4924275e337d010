import { beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { Watching } from "#protocol/inbox/presence.ts";
import { ACTIVE_EVERY_MS, IDLE_AFTER_MS } from "#protocol/inbox/limits.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { DeviceStatus } from "./device-status.ts";

const room = v.parse(RoomId, "tea");

let clock: HandClock;
let isHidden: boolean;
let place: Watching | null;
let device: DeviceStatus;
let said: string[];

beforeEach(() => {
  clock = new HandClock();
  [isHidden, place, said] = [false, null, []];
  device = new DeviceStatus(clock, { isHidden: () => isHidden, watching: () => place });
  device.greeted((says) => said.push(says.watching ? `${says.is} ${says.watching.room}` : says.is));
});

it("is active, says so once a while as it is used, and is left alone after five minutes", () => {
  for (let i = 0; i < 60; i += 1) {
    clock.advance(1_000);
    device.used();
  }
  expect(said).toEqual(["active", "active"]);
  clock.advance(IDLE_AFTER_MS - 1);
  expect(said).toHaveLength(2);
  clock.advance(1);
  expect(said.slice(2)).toEqual(["idle"]);
  clock.advance(IDLE_AFTER_MS);
  device.used();
  expect(said.slice(2)).toEqual(["idle", "active"]);
});

it("does not say again what it has just said, nor that it goes on while nobody uses it", () => {
  device.changed();
  device.used();
  clock.advance(ACTIVE_EVERY_MS);
  expect(said).toEqual(["active"]);
});

it("is hidden when its page is, and used when that is seen again", () => {
  isHidden = true;
  device.changed();
  clock.advance(2 * IDLE_AFTER_MS);
  isHidden = false;
  device.changed();
  expect(said).toEqual(["active", "hidden", "active"]);
});

it("says where it is as it goes there", () => {
  place = { room };
  device.changed();
  place = { room, thread: 3 };
  device.changed();
  device.changed();
  expect(said).toEqual(["active", "active tea", "active tea"]);
});

it("says all of it anew to whoever greets it next, and nothing to nobody", () => {
  device.lost();
  isHidden = true;
  device.changed();
  clock.advance(IDLE_AFTER_MS);
  expect(said).toEqual(["active"]);
  device.greeted(({ is }) => said.push(is));
  expect(said).toEqual(["active", "hidden"]);
});
