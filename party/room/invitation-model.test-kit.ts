import type { RoomCommand } from "#protocol/commands.ts";
import type { Snapshot } from "#protocol/down.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import type { Author } from "../rooms.ts";

type How = "invite" | "uninvite";

export function invitationCommand(how: How, id: CommandId, person: PersonId): RoomCommand {
  return how === "invite"
    ? { type: "member.invite", id, people: [person] }
    : { type: "member.uninvite", id, person };
}

/** Who is invited to a room, by the simplest rules. */
export class InvitationModel {
  /** By whom, and by which event. */
  readonly #invited = new Map<string, { by: string; seq: number }>();

  /** What somebody has to be told who wants this, or null when it is to be accepted. */
  objection(how: How, by: Author, whom: string, isIn: (person: string) => boolean): string | null {
    const invitation = this.#invited.get(whom);
    if (how === "invite") {
      if (!isIn(by.person)) return "not_member";
      return isIn(whom) || invitation ? "no_change" : null;
    }
    if (whom !== by.person && !isIn(by.person)) return "not_member";
    if (!invitation) return "no_change";
    const isTheirs = [whom, invitation.by].includes(by.person) || by.role === "owner";
    return isTheirs ? null : "not_allowed";
  }

  happened(how: How, by: string, whom: string, seq: number): void {
    if (how === "invite") this.#invited.set(whom, { by, seq });
    else this.#invited.delete(whom);
  }

  cameOrWent(person: string, isGone: boolean): void {
    this.#invited.delete(person);
    if (!isGone) return;
    for (const [whom, { by }] of this.#invited) if (by === person) this.#invited.delete(whom);
  }

  /** What is told of it, to be compared. */
  differs({ invited }: Snapshot): string | null {
    const told = Object.entries(invited).map(([whom, { by, seq }]) => `${whom} by ${by}, ${seq}`);
    const known = [...this.#invited].map(([whom, { by, seq }]) => `${whom} by ${by}, ${seq}`);
    const isSame = told.toSorted().join() === known.toSorted().join();
    return isSame ? null : `${told.join()} instead of ${known.join()}`;
  }
}
