import type { Entry } from "#protocol/inbox/entries.ts";
import type { OwnFacts, OwnMessage } from "#db/own-data.ts";

/** Raised when what a reader of the file relies on changes. */
const VERSION = 1;

const README = [
  "This is a copy of what this community keeps of you, made for you when you asked for it.",
  "It is JSON: any text editor shows it, and programs can read it. Times are in UTC (ISO 8601); null means: never, or nobody knows.",
  "account and profile: who you are here. addresses: where mail reaches you.",
  "waysToSignIn: how you can sign in. Passwords, keys and codes themselves are not here, so that this file opens nothing.",
  "devices: where you have signed in. rooms: those that you are in. invites: those that you have made.",
  "invitations: the rooms that you were asked into and are not in, and whom you have asked into rooms who has not come; people by their ids.",
  "saved: the messages that you keep at hand, by the room and the number that they have in it.",
  "inbox: how far you have read, by room and thread; what has concerned you there; what you want to be told of; how you like your rooms; whether others may know how far you have read; and what you have half written (drafts).",
  "messages: everything that you have written and that was not deleted, as far as the archive has it (it is seconds behind), one on each line.",
  "Nothing that others have written is here. Keep the file safe: it is yours alone.",
];

/** The file in pieces, so that no more than one page of messages is in memory. */
export async function* ownDataFile(
  { account, addresses, devices, rooms, invitations, invites, saved, ...ways }: OwnFacts,
  inbox: readonly Entry[],
  messages: AsyncIterable<OwnMessage[]>,
  now: number,
): AsyncGenerator<string> {
  const head = {
    README,
    format: "parley own data",
    version: VERSION,
    madeAt: timed(now),
    account: account && {
      id: account.id,
      name: account.name,
      role: account.role,
      createdAt: timed(account.createdAt),
    },
    profile: account && {
      pronouns: account.pronouns,
      status: {
        emoji: account.statusEmoji,
        text: account.statusText,
        until: timed(account.statusUntil),
      },
    },
    addresses: addresses.map(withTimes),
    waysToSignIn: {
      password: ways.password && withTimes(ways.password),
      passkeys: ways.passkeys.map(withTimes),
      otherSites: ways.otherSites.map(withTimes),
      recoveryCodesLeft: ways.recoveryCodesLeft,
    },
    devices: devices.map(withTimes),
    rooms: rooms.map(withTimes),
    invitations: invitations.map(withTimes),
    invites: invites.map(withTimes),
    saved: saved.map(withTimes),
    inbox: inbox.filter(isSomething).map(withTimes),
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "messages": [`;
  let isFirst = true;
  for await (const page of messages) {
    for (const message of page) {
      yield `${isFirst ? "" : ","}\n    ${JSON.stringify(withTimes(message))}`;
      isFirst = false;
    }
  }
  yield "\n  ]\n}\n";
}

/** Where a draft was sent or let go of, nothing is kept but that. */
function isSomething(entry: Entry): boolean {
  return entry.kind !== "draft" || entry.drafts.length > 0;
}

/** Every field that holds a time (`at`, `since`, `…At`) as people and programs read it. */
function withTimes(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]: [string, unknown]) => {
      const isTime = /^(at|since|\w+At)$/.test(key) && typeof value === "number";
      return [key, isTime ? timed(value) : value];
    }),
  );
}

function timed(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
