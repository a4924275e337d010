import { randomBytes } from "node:crypto";
import { WireNote } from "../../test/wire/note.ts";
import { ask, WirePerson } from "../../test/wire/person.ts";
import { Trouble } from "../trouble.ts";
import { talkOverBrokenLines } from "./broken-line.ts";
import { VISITOR, type WayIn } from "./way-in.ts";

type Say = (line: string) => void;

/** What one visit leaves behind until it is cleaned up. */
type Left = { person: WirePerson | null; room: string | null };

/**
 * Does what people do, once, on a community that is served at `url`, and takes away what it has made. Nobody in it notices more than a
 * room that is there for some seconds.
 * @throws Trouble that says which step failed, why, and what to look at.
 */
export async function smokeTest(url: string, way: WayIn, say: Say): Promise<void> {
  const left: Left = { person: null, room: null };
  const failure = await visit(url, way, { left, say }).then(
    () => null,
    (error: unknown) => error,
  );
  const litter = await cleanUp(way, { left, say }).then(
    () => null,
    (error: unknown) => error,
  );
  // What went wrong first tells more.
  if (failure ?? litter) throw failure ?? litter;
}

async function visit(
  url: string,
  way: WayIn,
  { left, say }: { left: Left; say: Say },
): Promise<void> {
  const step = steps(say);
  const name = `${VISITOR} ${randomBytes(3).toString("hex")}`;
  await step("the page and the API", PAGE, () => lookAtPage(url));
  const person = await step("sign up", SIGN_UP, async () => {
    left.person = await WirePerson.join(url, await way.invite(), name, strangeCredentials());
    return left.person;
  });
  const elsewhere = await step("sign in", SIGN_UP, () => person.signIn());
  const room = await step("make a room", DATABASE, async () => {
    left.room = await person.createRoom(name);
    return left.room;
  });
  await step("say something", ROOMS, async () => {
    const line = await person.enter(room);
    const { id } = line.post("Is anybody here?");
    await line.untilEvent((event) => event.id === id);
    await line.close();
  });
  await step("go on after a cut line", ROOMS, () => talkOverBrokenLines(person, room));
  await step("write in a note", ROOMS, () => writeNote(person, room));
  await step("sign out", DATABASE, () => signOut(elsewhere, room));
}

async function lookAtPage(url: string): Promise<void> {
  const page = await ask(url, "GET", "/");
  if (page.status !== 200 || !/^<!doctype html>/i.test(String(page.body["text"])))
    throw new Trouble(`The page was answered with ${page.status}.`);
  const { status, body } = await ask(url, "GET", "/api/community");
  if (status !== 200) throw new Trouble(`The API answered ${status}.`);
  if (typeof body["name"] !== "string") throw new Trouble("There is no community here yet.");
}

async function writeNote(person: WirePerson, room: string): Promise<void> {
  const [one, other] = [await WireNote.enter(person, room), await WireNote.enter(person, room)];
  one.editor.write("a line of one");
  await other.untilText("a line of one");
  await one.untilSaved();
  one.close();
  other.close();
}

async function signOut(person: WirePerson, room: string): Promise<void> {
  const line = await person.enter(room);
  const ended = line.untilClosed();
  const { status } = await person.signOut();
  if (status !== 204) throw new Trouble(`Signing out was answered with ${status}.`);
  const { code } = await ended;
  if (code !== 4401) throw new Trouble(`The open line ended with ${code} and not with 4401.`);
  const wish = { party: "room", id: room };
  const refused = await person.ask("POST", "/api/tickets", wish);
  if (refused.status !== 401)
    throw new Trouble(`The token of who has signed out was answered with ${refused.status}.`);
}

async function cleanUp(way: WayIn, { left, say }: { left: Left; say: Say }): Promise<void> {
  const { person, room } = left;
  if (!person) return;
  const step = steps(say);
  const litter = `Remove "${person.name}" by hand, under People.`;
  await step("delete the account", litter, async () => {
    const { status } = await person.ask("DELETE", "/api/account");
    if (status !== 204) throw new Trouble(`It was answered with ${status}.`);
    const back = await person.signIn().catch(() => null);
    if (back) throw new Trouble("Whoever was deleted could sign in again.");
  });
  const { forget } = way;
  if (room === null) return;
  if (forget === null)
    say(
      `note  The room "${person.name}" stays, empty: an invite alone cannot take it away. The next test with the keys does.`,
    );
  else
    await step("take the room away", "The next test takes it away, when it goes well.", () =>
      forget(room),
    );
}

/** Runs a step of the test and says how it went. `advice`: what to look at when it fails. */
function steps(say: Say) {
  return async <T>(name: string, advice: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    try {
      const done = await work();
      say(`ok    ${name} (${((performance.now() - began) / 1_000).toFixed(1)} s)`);
      return done;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Trouble(`FAILED  ${name}: ${why}\n${advice}`);
    }
  };
}

/** Nobody must be able to come in by them, be it for seconds; and mail for them goes nowhere. */
export function strangeCredentials() {
  return {
    email: `smoke-${randomBytes(8).toString("hex")}@parley.invalid`,
    password: randomBytes(24).toString("base64url"),
  };
}

const PAGE =
  "Is this the address, does it lead to this server, and has its first owner created the community?";
const SIGN_UP =
  "Look at the log for what failed. On Cloudflare's free plan passwords cannot be hashed (docs/deploy.md).";
const DATABASE = "Look at the log: can the server reach its database?";
const ROOMS =
  "Do WebSockets pass, and is this address one of PARLEY_ORIGIN? A handshake that is refused with 403 says that it is not.";
