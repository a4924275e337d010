import { describe, expect, it } from "vitest";
import type { Setting } from "./setting.ts";

/** "Open sockets follow within a second" (security.md §1.5). */
const FOLLOWS_WITHIN_MS = 1_000;

/** Runtimes on one's own machine take this for what the edge says about a request. */
const MADE_UP_PLACE = { "MF-CF-Blob": JSON.stringify({ city: "Berlin", country: "DE" }) };

export function describeSigningOut(setting: () => Setting): void {
  describe("the list of one's devices", () => {
    it("says of no device where a client claims to be", async () => {
      const { ann } = setting();
      const thief = await ann.signIn(ann.url, MADE_UP_PLACE);
      const { body } = await thief.ask("GET", "/api/devices");
      const devices = body["devices"] as { place: string | null; isThis: boolean }[];
      expect(devices.find(({ isThis }) => isThis)?.place).toBeNull();
    });
  });

  describe("signing out", () => {
    it("somewhere else closes the sockets there, and what they had been given opens no other", async () => {
      const { ann, room } = setting();
      const [laptop, phone] = [await ann.signIn(), await ann.signIn()];
      const [here, there] = [await laptop.enter(room), await phone.enter(room)];
      const { body } = await phone.ask("GET", "/api/devices");
      const devices = body["devices"] as { id: string; isThis: boolean }[];
      const id = devices.find(({ isThis }) => isThis)?.id ?? "none";

      const ended = performance.now();
      const ending = laptop.ask("DELETE", `/api/devices/${id}`);
      expect(await there.untilClosed()).toMatchObject({ code: 4401 });
      expect(performance.now() - ended).toBeLessThan(FOLLOWS_WITHIN_MS);
      expect((await ending).status).toBe(204);

      const wish = { party: "room", id: room };
      expect((await phone.ask("POST", "/api/tickets", wish)).body).toMatchObject({
        code: "unauthenticated",
      });
      const post = await phone.command(room, { type: "message.post", body: "still me" });
      expect(post.body).toMatchObject({ code: "unauthenticated" });
      const { id: said } = here.post("and I am here");
      await here.untilEvent((event) => event.id === said);
      await here.close();
    });
  });
}
