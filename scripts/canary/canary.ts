import { randomBytes } from "node:crypto";
import { WirePerson } from "../../test/wire/person.ts";
import type { OperatorDoor } from "../operator-door.ts";
import { strangeCredentials } from "../smoke/smoke-test.ts";
import { VISITOR, type WayIn } from "../smoke/way-in.ts";
import { bad, type Check, type Finding, type Visit } from "./check.ts";

export type Found = { name: string; finding: Finding };

/** Proof of who one is holds for five minutes; with less than this left it is given again. */
const PROOF_FRESH_MS = 200_000;

/**
 * Looks through all checks as somebody who comes for it, in a room of their own, and takes both away again.
 * @throws Error when nobody can come in, or what was made stays.
 */
export async function runCanary(
  checks: readonly Check[],
  way: WayIn,
  at: Pick<Visit, "url" | "watchSeconds"> & { door: OperatorDoor | null },
): Promise<Found[]> {
  const name = `${VISITOR} ${randomBytes(3).toString("hex")}`;
  const person = await WirePerson.join(at.url, await way.invite(), name, strangeCredentials());
  const began = Date.now();
  const found: Found[] = [];
  let room: string | null = null;
  try {
    room = await person.createRoom(name);
    for (const check of checks) {
      const finding = await check
        .look({ ...at, person, room })
        .catch((error: unknown) => bad(error instanceof Error ? error.message : String(error)));
      found.push({ name: check.name, finding });
    }
  } finally {
    await leave(Date.now() - began < PROOF_FRESH_MS ? person : await person.signIn());
    if (room !== null) await way.forget?.(room);
  }
  return found;
}

async function leave(person: WirePerson): Promise<void> {
  const { status } = await person.ask("DELETE", "/api/account");
  if (status !== 204)
    throw new Error(
      `"${person.name}" could not be deleted (${status}): remove them by hand, under People.`,
    );
}

/** What was found, in columns, and then a sentence. */
export function tableOf(found: readonly Found[]): string {
  const width = Math.max(...found.map(({ name }) => name.length));
  const lines = found.map(
    ({ name, finding: { verdict, said } }) =>
      `${verdict.padEnd(8)}  ${name.padEnd(width)}  ${said}`,
  );
  return [...lines, "", sentence(found)].join("\n");
}

export function isWell(found: readonly Found[]): boolean {
  return found.every(({ finding }) => finding.verdict !== "bad");
}

function sentence(found: readonly Found[]): string {
  const count = (verdict: Finding["verdict"]) =>
    found.filter(({ finding }) => finding.verdict === verdict).length;
  const start = `${count("ok")} as it has to be, ${count("not here")} not on this host`;
  const bads = count("bad");
  return bads === 0
    ? `${start}.`
    : `${start}, ${bads} BAD: docs/operations.md, "Production is not the laptop".`;
}
