import { createClient } from "@libsql/client/web";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { RoomEvent } from "#protocol/events.ts";
import type { DatabaseDoor } from "../../scripts/libsql.ts";

const Row = v.object({ seq: v.number(), epoch: v.string(), json: v.string() });

/** The database answers with 10 MB at most; this many of the test's rows stay well below. */
const PAGE = 5_000;

/**
 * Everything that the database holds of a room, past all code of ours.
 * @throws Error when its columns, its epochs or its searchable messages contradict the events.
 */
export async function readArchive(
  { url, token }: DatabaseDoor,
  room: string,
): Promise<RoomEvent[]> {
  const client = createClient({ url, authToken: token, intMode: "number" });
  // All in one transaction: the room may still be telling it more.
  const transaction = await client.transaction("read");
  const found: v.InferOutput<typeof Row>[] = [];
  let page;
  do {
    page = await transaction.execute({
      sql: "select seq, epoch, json from events where room_id = ? order by seq, epoch limit ? offset ?",
      args: [room, PAGE, found.length],
    });
    found.push(...page.rows.map((row) => v.parse(Row, { ...row })));
  } while (page.rows.length === PAGE);
  const counted = await transaction.execute({
    sql: "select count(*) as messages from messages where room_id = ?",
    args: [room],
  });
  transaction.close();
  const events = found.map(({ json }) => v.parse(RoomEvent, parseJson(json)));
  if (events.some(({ seq }, i) => seq !== found[i]?.seq))
    throw new Error("a row has another number");
  if (new Set(found.map(({ epoch }) => epoch)).size > 1) throw new Error("there are two epochs");
  const posted = events.filter(({ type }) => type === "message.posted").length;
  const messages = Number(counted.rows[0]?.["messages"]);
  if (messages !== posted) throw new Error(`there are ${messages} messages of ${posted}`);
  return events;
}
