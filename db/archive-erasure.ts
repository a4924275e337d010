import { LibsqlBatchError } from "@libsql/client/web";
import * as v from "valibot";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { claimEpoch, NAMELESS } from "./archive.ts";
import { writeBatch, type Database } from "./client.ts";

/** Events that are looked through at once, a few milliseconds of the one writer that libSQL has. */
const PAGE = 2_000;

const Mark = v.object({ epoch: v.string(), seq: v.number() });

/** `next`: the mark to go on behind; null when that was all. */
export type Erasing = { next: string | null } | "fenced";

/**
 * Takes this person's name out of a page of the room's events, in all of its lives. `after`: the mark of the page before, "" at the
 * beginning. Safe to repeat. Throws when the database failed; then ask again from the same mark.
 */
export async function eraseFromArchive(
  database: Database,
  { room, epoch, person }: { room: RoomId; epoch: string; person: PersonId },
  after: string,
): Promise<Erasing> {
  const from = readMark(after);
  const { rows } = await database.client.execute({
    sql: `select epoch, seq from events where room_id = ? and (epoch, seq) > (?, ?)
      order by epoch, seq limit 1 offset ?`,
    args: [room, from.epoch, from.seq, PAGE - 1],
  });
  const to = rows[0] ? v.parse(Mark, { ...rows[0] }) : null;
  const upTo = to ? { sql: "and (epoch, seq) <= (?, ?)", args: [to.epoch, to.seq] } : NO_END;
  try {
    await writeBatch(database, [
      claimEpoch({ room, epoch }),
      {
        sql: `update events set json = ${NAMELESS("json")}
          where room_id = ? and (epoch, seq) > (?, ?) ${upTo.sql} and by = ? and json->>'name' <> ''`,
        args: [room, from.epoch, from.seq, ...upTo.args, person],
      },
    ]);
  } catch (error) {
    const isFenced = error instanceof LibsqlBatchError && error.statementIndex === 0;
    if (isFenced && error.code === "SQLITE_CONSTRAINT") return "fenced";
    throw error;
  }
  return { next: to ? `${to.seq} ${to.epoch}` : null };
}

const NO_END = { sql: "", args: [] };

function readMark(mark: string): { epoch: string; seq: number } {
  const space = mark.indexOf(" ");
  return { seq: Number(mark.slice(0, Math.max(0, space))), epoch: mark.slice(space + 1) };
}
