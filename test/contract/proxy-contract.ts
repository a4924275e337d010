import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import type { SecureVersion } from "node:tls";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { versionAgreed } from "../../scripts/canary/version-agreed.ts";
import { freePort } from "../../scripts/free-port.ts";
import { forged, queryAfter, scriptOf, told, withoutProxy } from "../proxies/answers.ts";
import { runByHand } from "../proxies/run-by-hand.ts";
import { startProxy, type Proxy, type Recipe } from "../proxies/proxy.ts";
import { TlsVisitor } from "../proxies/tls-visitor.ts";
import { startParley, type Parley } from "../servers.ts";
import { newId } from "../wire/new-id.ts";

const LOOKS_PER_MINUTE = 3;
/** Each hashes passwords, which takes as long as the machine is busy. */
const BY_HAND_MS = 180_000;

/** What has to hold behind each reverse proxy that we have an example for. */
export function proxyContract(name: string, recipe: Recipe): void {
  describe(`behind ${name}`, () => {
    let parley: Parley;
    let proxy: Proxy;
    let visitor: TlsVisitor;
    let token: string;
    let cookie: string;

    beforeAll(async () => {
      const [port, plainPort] = [await freePort(), await freePort()];
      parley = await startParley({
        origin: `https://localhost:${port}`,
        clientAddressHeader: "X-Real-IP",
        doorLimits: { inviteLooksPerMinute: LOOKS_PER_MINUTE, signInsPerMinute: 1_000 },
      });
      const ports = { port, plainPort, serverPort: parley.port };
      proxy = await startProxy(recipe, ports).catch(async (error: unknown) => {
        await parley.stop();
        throw error;
      });
      visitor = new TlsVisitor(proxy);
      const body = {
        name: "The Commons",
        displayName: "Ann",
        email: "ann@example.org",
        password: "correct horse battery",
      };
      const answer = await visitor.ask("/api/community", { method: "POST", body });
      token = String(
        (JSON.parse(answer.bytes.toString()) as Record<string, unknown>)["accessToken"],
      );
      cookie = String(answer.headers["set-cookie"]);
    });

    afterAll(async () => {
      await proxy.stop();
      await parley.stop();
    });

    const asAnn = () => ({ authorization: `Bearer ${token}` });

    const createRoom = async () => {
      const id = newId();
      const body = { id, name: `Room ${id.slice(-6)}` };
      await visitor.ask("/api/rooms", { method: "POST", headers: asAnn(), body });
      return id;
    };

    const socketTo = async (room: string, origin?: string) => {
      const body = { party: "room", id: room };
      const asked = { method: "POST", headers: asAnn(), body };
      const { ticket } = await visitor.json("/api/tickets", asked);
      return visitor.socket(`/parties/room/${room}?ticket=${String(ticket)}`, origin);
    };

    const post = (room: string, body: string) =>
      visitor.ask(`/api/rooms/${room}/commands`, {
        method: "POST",
        headers: asAnn(),
        body: { type: "message.post", id: newId(), body },
      });

    test("the session's cookie is for TLS alone, and renews the session", async () => {
      expect(cookie).toMatch(/^__Host-rt=[^;]+;/);
      for (const word of ["Secure", "HttpOnly", "SameSite=Strict"]) expect(cookie).toContain(word);
      const headers = { cookie: cookie.split(";")[0] ?? "", "sec-fetch-site": "same-origin" };
      const asked = { method: "POST", headers, body: {} };
      expect((await visitor.ask("/api/session/refresh", asked)).status).toBe(200);
    });

    test("a room is told what is said in it, over a socket that nothing compresses", async () => {
      const room = await createRoom();
      const { socket, headers } = await socketTo(room);
      expect(headers["sec-websocket-extensions"]).toBeUndefined();
      const heard = new Promise<string>((resolve) => {
        socket.on("message", (data: Buffer) => {
          if (String(data).includes("Is anybody there?")) resolve(String(data));
        });
      });
      socket.send(
        JSON.stringify({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 }),
      );
      await once(socket, "message");
      await post(room, "Is anybody there?");
      expect(await heard).toContain("message.posted");
      socket.close();
    });

    test("whoever waits for events without a socket is told at once", async () => {
      const room = await createRoom();
      const path = `/api/rooms/${room}/events`;
      const headers = asAnn();
      const first = await visitor.json(`${path}?wait=0`, { headers });
      const waiting = visitor.ask(`${path}?${queryAfter(first)}&wait=20`, { headers });
      await post(room, "Here I am");
      expect((await waiting).bytes.toString()).toContain("Here I am");
    });

    test("a page of another site opens no socket, and changes nothing", async () => {
      const room = await createRoom();
      await expect(socketTo(room, "https://evil.example")).rejects.toThrow("403");
      const headers = { ...asAnn(), origin: "https://evil.example" };
      const body = { id: newId(), name: "Trap" };
      const answer = await visitor.ask("/api/rooms", { method: "POST", headers, body });
      expect(answer.status).toBe(403);
    });

    test.runIf(process.platform === "linux")(
      "everybody is counted by their own address, whatever address they say they have",
      async () => {
        const look = async (from: string, said: string) => {
          const { status } = await visitor.ask("/api/invites/look", {
            method: "POST",
            from,
            headers: forged(said),
            body: { token: "made up" },
          });
          return status;
        };
        const seen = [];
        for (let i = 0; i <= LOOKS_PER_MINUTE; i += 1)
          seen.push(await look("127.0.0.5", `203.0.113.${i}`));
        expect(seen.slice(0, -1)).not.toContain(429);
        expect(seen.at(-1)).toBe(429);
        // Nor does anybody use up what is another's.
        expect(await look("127.0.0.6", "127.0.0.5")).not.toBe(429);
      },
    );

    test("a body that is too large is refused in Parley's words, and a huge one before Parley sees it", async () => {
      const asked = { method: "POST", headers: asAnn() };
      const large = JSON.stringify({ id: newId(), name: "x".repeat(66_000) });
      const refused = await visitor.ask("/api/rooms", { ...asked, body: large });
      expect(refused.status).toBe(413);
      expect(refused.bytes.toString()).toContain("frame_too_large");
      const huge = JSON.stringify({ id: newId(), name: "x".repeat(200_000) });
      const stopped = await visitor.ask("/api/rooms", { ...asked, body: huge });
      // Caddy before 2.7 says that it got no answer.
      expect([413, 502]).toContain(stopped.status);
      expect(stopped.bytes.toString()).not.toContain("frame_too_large");
    });

    test("browsers are told what Parley says, no more and no less", async () => {
      const script = await scriptOf(visitor);
      for (const path of ["/", "/rooms/any", script, "/service-worker.js", "/api/community"]) {
        const headers = { "accept-encoding": "gzip, deflate, br" };
        const [through, direct] = await Promise.all([
          visitor.ask(path, { headers }),
          withoutProxy(parley.port, path, { ...headers, host: new URL(proxy.url).host }),
        ]);
        expect([path, through.status, told(through.headers)]).toEqual([path, 200, told(direct)]);
        expect(through.headers["strict-transport-security"]).toMatch(/^max-age=\d+[^,]*$/);
      }
    });

    test("files come as they were packed at build, and need not come twice", async () => {
      const script = await scriptOf(visitor);
      const headers = { "accept-encoding": "gzip, br" };
      const answer = await visitor.ask(script, { headers });
      expect(answer.headers["content-encoding"]).toBe("br");
      expect(answer.headers["cache-control"]).toContain("immutable");
      expect(brotliDecompressSync(answer.bytes).length).toBeGreaterThan(answer.bytes.length);
      const again = await visitor.ask(script, {
        headers: { ...headers, "if-none-match": String(answer.headers.etag) },
      });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
      const worker = await visitor.ask("/service-worker.js");
      expect(worker.headers["cache-control"]).toBe("no-cache");
    });

    test(
      "the smoke test goes well",
      async () => {
        const { code, said } = await runByHand("smoke", proxy, parley.dir);
        expect([code, said]).toEqual([0, expect.stringContaining("Everything works")]);
      },
      BY_HAND_MS,
    );

    test(
      "the canary finds all as it has to be, but for how fast a busy machine is",
      async () => {
        const { said } = await runByHand("canary", proxy, parley.dir);
        const bad = said.split("\n").filter((line) => line.startsWith("bad"));
        expect(bad.filter((line) => !/ (latency|signing in by password) /.test(line))).toEqual([]);
        for (const name of [
          "TLS",
          "headers",
          "the session's cookie",
          "addresses cannot be made up",
        ])
          expect(said).toMatch(new RegExp(`^ok +${name} `, "m"));
      },
      BY_HAND_MS,
    );

    test("pages and the API come over HTTP/2", async () => {
      const session = connectHttp2(proxy.url, { ca: proxy.certificate.text });
      const stream = session.request({ ":path": "/api/community" });
      const [headers] = (await once(stream, "response")) as [{ ":status": number }];
      expect(headers[":status"]).toBe(200);
      expect(session.socket).toHaveProperty("alpnProtocol", "h2");
      session.destroy();
    });

    test("old TLS gets no answer, and new TLS does", async () => {
      const agreed = (version: SecureVersion) =>
        versionAgreed(proxy.url, version, proxy.certificate.text);
      expect(await agreed("TLSv1.3")).toBe("TLSv1.3");
      expect(await agreed("TLSv1.2")).toBe("TLSv1.2");
      await expect(agreed("TLSv1.1")).rejects.toThrow(/version|protocol/i);
    });

    test("whoever comes without TLS is sent to the same place with it", async () => {
      const answer = await fetch(`${proxy.plainUrl}/rooms/any?x=1`, { redirect: "manual" });
      expect([301, 308]).toContain(answer.status);
      // To the port that https has everywhere but in a test.
      const { protocol, hostname, pathname, search } = new URL(
        answer.headers.get("location") ?? "",
      );
      expect([protocol, hostname, pathname + search]).toEqual([
        "https:",
        "localhost",
        "/rooms/any?x=1",
      ]);
    });
  });
}
