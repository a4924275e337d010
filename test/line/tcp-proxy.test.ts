import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";

let server: Server;
let served: Socket[];
let proxy: TcpProxy;
let clients: Socket[];

beforeEach(async () => {
  served = [];
  clients = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    served.push(socket);
    socket.on("error", () => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  proxy = await startProxy(() => (typeof address === "object" ? (address?.port ?? 0) : 0), 7);
});

afterEach(async () => {
  for (const socket of [...clients, ...served]) socket.destroy();
  await proxy.stop();
  server.close();
});

/** A connection through the proxy, from both its ends, and what each end has got. */
async function open() {
  const accepted = once(server, "connection");
  const client = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
  clients.push(client);
  const ended = { client: "", server: "" };
  await accepted;
  const far = served.at(-1);
  if (!far) throw new Error("nobody came");
  const watch = (socket: Socket, who: "client" | "server") => {
    socket.on("error", (error: NodeJS.ErrnoException) => {
      ended[who] = error.code ?? "error";
    });
    socket.on("end", () => {
      ended[who] ||= "end";
    });
  };
  watch(client, "client");
  watch(far, "server");
  return { client, far, ended, atClient: gather(client), atServer: gather(far) };
}

function gather(socket: Socket): () => string {
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}

const numbers = Array.from({ length: 300 }, (_, i) => `${i};`);

describe("a line", () => {
  it("carries both directions, and both ends of a talk", async () => {
    const { client, far, ended, atClient, atServer } = await open();
    client.write("hello");
    far.write("good day");
    await expect.poll(() => [atServer(), atClient()]).toEqual(["hello", "good day"]);
    client.end("bye");
    await expect.poll(() => ended.server).toBe("end");
    far.end("so long");
    await expect.poll(() => [atServer(), atClient()]).toEqual(["hellobye", "good dayso long"]);
  });

  it("delays by chance, and keeps the order", async () => {
    proxy.setWeather({ delayMs: 20, jitterMs: 30 });
    const { client, ended, atServer } = await open();
    const began = performance.now();
    for (const number of numbers) {
      client.write(number);
      if (Number.parseInt(number, 10) % 50 === 0) await new Promise(setImmediate);
    }
    client.end();
    await expect.poll(() => ended.server).toBe("end");
    expect(atServer()).toBe(numbers.join(""));
    expect(performance.now() - began).toBeGreaterThanOrEqual(20);
  });

  it("lets through no more than it is told", async () => {
    proxy.setWeather({ bytesPerSecond: 2_000 });
    const { client, ended, atServer } = await open();
    const began = performance.now();
    client.end("x".repeat(400));
    await expect.poll(() => ended.server).toBe("end");
    expect(atServer()).toHaveLength(400);
    expect(performance.now() - began).toBeGreaterThanOrEqual(180);
  });

  it("swallows what it is told to in one direction, and tells nobody", async () => {
    const { client, far, ended, atClient, atServer } = await open();
    proxy.setWeather({ blackhole: "down" });
    far.write("never heard");
    client.write("still heard");
    await expect.poll(atServer).toBe("still heard");
    proxy.setWeather({});
    far.write("too late");
    const other = await open();
    other.far.write("heard again");
    await expect.poll(other.atClient).toBe("heard again");
    expect([atClient(), ended]).toEqual(["", { client: "", server: "" }]);
  });

  it("resets both ends", async () => {
    const { ended } = await open();
    proxy.reset();
    await expect.poll(() => ended).toEqual({ client: "ECONNRESET", server: "ECONNRESET" });
  });

  it("is half open when only one end knows that it is gone", async () => {
    const { client, ended, atServer } = await open();
    proxy.halfOpen("server");
    await expect.poll(() => ended.server).toBe("ECONNRESET");
    client.write("to nobody");
    const other = await open();
    other.client.write("a new line is a new line");
    await expect.poll(other.atServer).toBe("a new line is a new line");
    expect([ended.client, atServer()]).toEqual(["", ""]);
  });

  it("is half closed when one direction has ended", async () => {
    const { client, ended, atServer } = await open();
    proxy.halfClose("down");
    await expect.poll(() => ended.client).toBe("end");
    client.write("the other goes on");
    await expect.poll(atServer).toBe("the other goes on");
  });

  it("can be cut in the middle of an answer, on the connection that asked for it", async () => {
    const [first, second] = [await open(), await open()];
    const sprung = proxy.trap({
      direction: "down",
      afterBytes: 4,
      onceSaid: "please",
      by: "reset",
    });
    first.client.write("hello");
    await expect.poll(first.atServer).toBe("hello");
    first.far.write("whole answer");
    second.client.write("please");
    await expect.poll(second.atServer).toBe("please");
    second.far.write("half an answer");
    await sprung;
    await expect.poll(() => second.ended.server).toBe("ECONNRESET");
    await expect.poll(() => second.ended.client).not.toBe("");
    expect(second.atClient()).toBe("half");
    await expect.poll(first.atClient).toBe("whole answer");
    expect(first.ended.client).toBe("");
  });

  it("can lose an answer without a word", async () => {
    const { client, far, ended, atClient, atServer } = await open();
    const sprung = proxy.trap({ direction: "down", afterBytes: 0, by: "silence" });
    client.write("a question");
    await expect.poll(atServer).toBe("a question");
    far.write("its answer");
    await sprung;
    far.write("and more");
    const other = await open();
    other.far.write("elsewhere");
    await expect.poll(other.atClient).toBe("elsewhere");
    expect([atClient(), ended.client]).toEqual(["", ""]);
  });

  it("is dead while it is cut, and new when it is mended", async () => {
    const { ended, client } = await open();
    proxy.cut();
    await expect.poll(() => client.destroyed || ended.client !== "").toBe(true);
    proxy.mend();
    const other = await open();
    other.client.write("back");
    await expect.poll(other.atServer).toBe("back");
  });
});
