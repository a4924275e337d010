import { expect, it, vi } from "vitest";
import * as v from "valibot";
import { CommandId, PersonId, uuid7 } from "#protocol/ids.ts";
import type { LineSocket } from "../line/line.ts";
import { polledInbox } from "./polled-inbox.ts";

type Posted = { body: unknown; answer: () => void };

/** A line to an inbox where nothing is new, and what was posted over it. */
function openLine(): { line: LineSocket; posted: Posted[] } {
  const posted: Posted[] = [];
  const ask = (method: string, _path: string, _schema: unknown, body: unknown) =>
    method === "GET"
      ? Promise.resolve({ ok: true, value: { epoch: "one", head: 0, heard: [] } })
      : new Promise((resolve) => {
          posted.push({ body, answer: () => resolve({ ok: true, value: null }) });
        });
  const nothing = () => undefined;
  const events = { opened: nothing, frame: nothing, lost: nothing };
  const line = polledInbox(ask as never)(
    v.parse(PersonId, "ann"),
    () => Promise.resolve("ticket"),
    events,
  );
  line.connect();
  return { line, posted };
}

it("says one wish after the other, so that they arrive in the order in which they were made", async () => {
  const { line, posted } = openLine();
  await vi.waitFor(() => expect(line.send('{"t":"ping"}')).toBe(true));
  for (const [n, is] of ["dnd", "auto"].entries()) {
    const id = v.parse(CommandId, uuid7(n + 1, new Uint8Array(10)));
    const command = { type: "self", id, choice: { is, until: null } };
    line.send(JSON.stringify({ t: "command", command }));
  }
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  expect(posted).toMatchObject([{ body: { choice: { is: "dnd" } } }]);
  posted[0]?.answer();
  await vi.waitFor(() => expect(posted).toHaveLength(2));
  expect(posted).toMatchObject([{}, { body: { choice: { is: "auto" } } }]);
  line.close();
});
