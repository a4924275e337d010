import type { AddressInfo } from "node:net";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { CLOSE } from "#protocol/close-codes.ts";
import { RoomId } from "#protocol/ids.ts";
import { type LineSocket } from "./line.ts";
import { partySockets } from "./party-socket.ts";

const TEA = v.parse(RoomId, "tea");

let page: EventTarget;
let server: WebSocketServer;
let urls: string[];
let happened: string[];
let socket: LineSocket;
let tickets: () => Promise<string>;

beforeEach(async () => {
  vi.stubGlobal("WebSocket", WebSocket);
  page = new EventTarget();
  server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((listening) => server.once("listening", listening));
  urls = [];
  happened = [];
  let count = 0;
  tickets = () => Promise.resolve(`ticket-${(count += 1)}`);
  server.on("connection", (line, request) => {
    urls.push(request.url ?? "");
    line.on("message", (data: Buffer) => line.send(`heard ${data.toString()}`));
  });
  const { port } = addressOf(server);
  socket = partySockets(
    "room",
    `127.0.0.1:${port}`,
    false,
    page,
  )(TEA, () => tickets(), {
    opened: () => happened.push("opened"),
    frame: (raw) => happened.push(String(raw)),
    lost: (code, reason) =>
      happened.push(code === CLOSE.restart ? `lost ${code} ${reason}` : `lost ${code}`),
  });
});
afterEach(async () => {
  socket.close();
  for (const line of server.clients) line.terminate();
  await new Promise((closed) => server.close(closed));
  vi.unstubAllGlobals();
});

describe("a room's socket", () => {
  it("hands on what comes as bytes as the text that it is", async () => {
    socket.connect();
    await until("opened");
    for (const line of server.clients) line.send(Buffer.from('[{"t":"pong","head":7,"x":"ä→"}]'));
    await until('[{"t":"pong","head":7,"x":"ä→"}]');
    expect(happened).toEqual(["opened", '[{"t":"pong","head":7,"x":"ä→"}]']);
  });

  it("hands on why the server has ended it", async () => {
    socket.connect();
    await until("opened");
    for (const line of server.clients) line.close(CLOSE.restart, "4120");
    await until("lost 1012 4120");
    expect(happened).toEqual(["opened", "lost 1012 4120"]);
  });

  it("is lost in the moment in which the system says that there is no network, and only when it was there", async () => {
    page.dispatchEvent(new Event("offline"));
    socket.connect();
    await until("opened");
    page.dispatchEvent(new Event("offline"));
    page.dispatchEvent(new Event("offline"));
    expect(happened).toEqual(["opened", "lost 1000"]);
  });

  it("says nothing to a server without TLS when the page came by TLS", async () => {
    const lost = new Promise<number>((ended) => {
      const host = `127.0.0.1:${addressOf(server).port}`;
      const events = { opened: () => happened.push("opened"), frame: () => {}, lost: ended };
      partySockets("room", host, true, page)(TEA, () => tickets(), events).connect();
    });
    await lost;
    expect([happened, urls]).toEqual([[], []]);
  });

  it("opens with a ticket at the room's address, and carries frames both ways", async () => {
    expect(socket.send("too early")).toBe(false);
    socket.connect();
    await until("opened");
    expect(socket.send("hello")).toBe(true);
    await until("heard hello");
    expect(happened).toEqual(["opened", "heard hello"]);
    expect(urls[0]).toMatch(/^\/parties\/room\/tea\?.*ticket=ticket-1/);
  });

  it("tells the code of its end once, and comes back only when it is told to, with a new ticket", async () => {
    socket.connect();
    await until("opened");
    for (const line of server.clients) line.close(4408);
    await until("lost 4408");
    expect(socket.send("into the void")).toBe(false);
    socket.connect();
    await vi.waitFor(() => expect(happened).toEqual(["opened", "lost 4408", "opened"]));
    expect(urls[1]).toContain("ticket=ticket-2");
    expect(socket.send("again")).toBe(true);
    await until("heard again");
  });

  it("ends an attempt without a ticket, and the next one may succeed", async () => {
    const good = tickets;
    tickets = () => Promise.reject(new Error("no ticket"));
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      socket.connect();
      await vi.waitFor(() => expect(happened).toHaveLength(attempt));
    }
    expect(happened).toEqual(["lost 1006", "lost 1006"]);
    tickets = good;
    socket.connect();
    await until("opened");
    expect(urls).toHaveLength(1);
  });

  it("ends an attempt that nobody answers", async () => {
    for (const line of server.clients) line.terminate();
    await new Promise((closed) => server.close(closed));
    socket.connect();
    await vi.waitFor(() => expect(happened).toHaveLength(1));
    expect(happened[0]).toMatch(/^lost/);
  });

  it("ends at once when it is closed, also in the middle of an attempt", async () => {
    socket.connect();
    socket.close();
    expect(happened).toEqual(["lost 1006"]);
    socket.connect();
    await until("opened");
    socket.close();
    expect(happened.at(-1)).toBe("lost 1000");
    await vi.waitFor(() => expect(server.clients.size).toBe(0));
    expect(happened).toHaveLength(3);
  });
});

function until(what: string) {
  return vi.waitFor(() => expect(happened).toContain(what));
}

function addressOf(listening: WebSocketServer): AddressInfo {
  const address = listening.address();
  if (address === null || typeof address === "string") throw new RangeError("a port was expected");
  return address;
}
