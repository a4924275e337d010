import type { Letter } from "./letter.ts";

// But for one none says anyone's name: some go to addresses that somebody else has typed, and would carry their words there.

const IGNORE = "If you did not ask for this, do nothing: without this mail nobody gets in.";

export function signInLetter(community: string, url: string): Letter {
  return {
    subject: `Sign in to ${community}`,
    before: [`You asked to sign in to ${community}. The link works once, within 10 minutes.`],
    link: { says: "Sign in", url },
    after: [
      "It signs you in where you asked for it. Opened anywhere else it shows a code, which is for you alone: tell it to nobody.",
      IGNORE,
    ],
  };
}

export function resetLetter(community: string, url: string): Letter {
  return {
    subject: `A new password for ${community}`,
    before: [
      `You asked for a new password for ${community}. The link works once, within 30 minutes.`,
    ],
    link: { says: "Choose a new password", url },
    after: ["A new password signs you out everywhere.", IGNORE],
  };
}

/** `person`: what the account is called that the address is to belong to. */
export function addressLetter(community: string, person: string, url: string): Letter {
  const name = `“${inWords(person)}”`;
  return {
    subject: `Confirm your address for ${community}`,
    before: [
      `Someone who is signed in to ${community} as ${name} says that this is their address. If that is you, confirm it within an hour, in a browser where you are signed in.`,
    ],
    link: { says: "Confirm this address", url },
    after: [
      `If you have made no account in ${community}, or are not ${name} there, press nothing: then nothing changes.`,
    ],
  };
}

/** Mail programs make links of what looks like an address, and this one may go to somebody who was only named. */
function inWords(name: string): string {
  return name.replace(/[./:@\\]+(?=\S)/g, " ");
}

export function addressTakenLetter(community: string): Letter {
  return {
    subject: `Your address and ${community}`,
    before: [
      `Someone wanted to use this address for an account in ${community}, but it belongs to one already.`,
      "If that was you, sign in with this address instead. If not, there is nothing to do.",
    ],
    after: [],
  };
}

export function codeLetter(community: string, code: string): Letter {
  return {
    subject: `Your code for ${community}`,
    before: [`Type this code in the page of ${community} that asks for it, within 10 minutes:`],
    code,
    after: ["It is for you alone: tell it to nobody.", IGNORE],
  };
}
