import type { KeptFacts } from "../storage/kept-facts.ts";
import { sessionStore } from "./session.ts";

/** Lets facts follow who is signed in, and what other tabs write. Gives them back. */
export function keptHere<T extends object>(facts: KeptFacts<T>): KeptFacts<T> {
  let shown: string | null | undefined;
  const follow = () => {
    const who = sessionStore.getState();
    // Who it is may still be found out, and then what is kept is theirs.
    if (who.at === "unknown") return;
    const person = who.at === "signed_in" ? who.person.id : null;
    if (person === shown) return;
    shown = person;
    facts.belongTo(person);
  };
  sessionStore.subscribe(follow);
  follow();
  if (typeof window !== "undefined") {
    window.addEventListener("storage", ({ key }) => facts.hear(key));
  }
  return facts;
}
