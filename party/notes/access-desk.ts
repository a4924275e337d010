import { CLOSE } from "#protocol/close-codes.ts";
import type { RoomId } from "#protocol/ids.ts";
import { NOTE_LEASE_MS } from "#protocol/notes/limits.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import { dismiss } from "../object/standing.ts";
import type { Turns } from "../object/turns.ts";
import { SIGNED_OUT } from "../object/signed-out.ts";
import type { Answer, Author, NoteAccess } from "../rooms.ts";
import type { NewRoles } from "./new-roles.ts";
import type { NoteSeat } from "./note-seat.ts";
import type { NoteSeats } from "./note-seats.ts";
import type { NoteWorld } from "./ports.ts";

type Desk = {
  world: NoteWorld;
  seats: NoteSeats;
  turns: Turns;
  ended: EndedSessions;
  roles: NewRoles;
  room: RoomId;
};

/** Who may be here: the room says so, for everyone who comes and for those who are here again and again. */
export class AccessDesk {
  readonly #desk: Desk;
  #isAsking = false;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What this person may do here, as the room has it now. */
  async of(by: Author): Promise<Answer<NoteAccess>> {
    const { world, ended, roles, room } = this.#desk;
    if (ended.has(by.session)) return SIGNED_OUT;
    const access = await world.access(room, { ...by, role: roles.of(by) });
    // It may have ended while the room was asked.
    return ended.has(by.session) ? SIGNED_OUT : access;
  }

  /** Something happens: whoever was last asked for too long ago is asked for again, beside it. */
  look(): void {
    const { world, seats } = this.#desk;
    const now = world.clock.now();
    const due = seats.all().filter(({ note }) => now - note.askedAt >= NOTE_LEASE_MS);
    if (due.length === 0 || this.#isAsking) return;
    this.#isAsking = true;
    void this.ask(due).finally(() => {
      this.#isAsking = false;
    });
  }

  async ask(seats: readonly NoteSeat[]): Promise<void> {
    const answers = await Promise.all(
      seats.map(async (seat) => ({ seat, access: await this.of(seat.memory) })),
    );
    const { turns, world } = this.#desk;
    await turns
      .take(async () => {
        for (const { seat, access } of answers) settle(seat, access, world.clock.now());
      })
      .catch(() => {
        // This note has given up; the next one asks again.
      });
  }
}

function settle(seat: NoteSeat, access: Answer<NoteAccess>, now: number): void {
  if (!access.ok) {
    const code = closeCodeOf(access.refusal.code);
    // A room that cannot be reached has not said no; the session ends in minutes anyway.
    if (code !== CLOSE.fault) dismiss(seat, code, access.refusal.code);
  } else if (access.value.mayWrite === seat.note.mayWrite) seat.rememberNote({ askedAt: now });
  // It comes back with another ticket, and hears what it may do now.
  else dismiss(seat, CLOSE.session, "not the same any more");
}

const ENDS_WITH: Partial<Record<RefusalCode, number>> = {
  not_member: CLOSE.notMember,
  no_such_room: CLOSE.noSuchRoom,
  unauthenticated: CLOSE.session,
};

/** How a socket ends whose person the room does not let in. */
export function closeCodeOf(code: RefusalCode): number {
  return ENDS_WITH[code] ?? CLOSE.fault;
}
