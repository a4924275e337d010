import * as v from "valibot";
import { expect, it } from "vitest";
import { RoomId } from "#protocol/ids.ts";
import { lateSocket } from "./late-socket.ts";
import { ABNORMAL, type OpenSocket, type SocketEvents } from "./line.ts";

const TEA = v.parse(RoomId, "tea");

/** A way to sockets whose code comes when the test says so. */
function late() {
  const told: string[] = [];
  const loads: { come: () => void; fail: () => void }[] = [];
  const open: OpenSocket<RoomId> = () => ({
    connect: () => void told.push("connect"),
    send: (frame) => told.push(`send ${String(frame)}`) > 0,
    close: () => void told.push("close"),
  });
  const openSocket = lateSocket<RoomId>(
    () =>
      new Promise((resolve, reject) => {
        loads.push({ come: () => resolve(open), fail: () => reject(new Error("no such file")) });
      }),
  );
  const events: SocketEvents = {
    opened: () => void told.push("opened"),
    frame: () => void told.push("frame"),
    lost: (code) => void told.push(`lost ${code}`),
  };
  const socket = openSocket(TEA, () => Promise.resolve("ticket"), events);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { socket, told, loads, settle };
}

it("an attempt waits for the code, and nothing is sent before", async () => {
  const { socket, told, loads, settle } = late();
  socket.connect();
  expect(socket.send("too early")).toBe(false);
  expect(told).toEqual([]);
  loads[0]?.come();
  await settle();
  expect(socket.send("hello")).toBe(true);
  expect(told).toEqual(["connect", "send hello"]);
});

it("an attempt whose code does not come is a lost line, and the next one asks again", async () => {
  const { socket, told, loads, settle } = late();
  socket.connect();
  loads[0]?.fail();
  await settle();
  expect(told).toEqual([`lost ${ABNORMAL}`]);
  socket.connect();
  loads[1]?.come();
  await settle();
  expect(told).toEqual([`lost ${ABNORMAL}`, "connect"]);
});

it("an attempt that was closed does not connect when the code comes", async () => {
  const { socket, told, loads, settle } = late();
  socket.connect();
  socket.close();
  expect(told).toEqual([`lost ${ABNORMAL}`]);
  loads[0]?.come();
  await settle();
  expect(told).toEqual([`lost ${ABNORMAL}`]);
});
