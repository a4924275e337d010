import { compareNames } from "../i18n/formats.ts";

/** Someone who can be named. `spokeAt`: the number of the last thing they said here, 0 for nothing that is known. */
export type Nameable = { id: string; name: string; isMember: boolean; spokeAt: number };

/**
 * Who is probably meant by the letters typed so far: those who spoke here, the last one first; then members; then everyone else. Among
 * equals a name that begins so comes before one of whose words does, and before one that only contains it.
 */
export function rankPeople(people: readonly Nameable[], typed: string): Nameable[] {
  const nearness = (one: Nameable) => (one.spokeAt > 0 ? 0 : one.isMember ? 1 : 2);
  return matching(people, typed)
    .toSorted(
      (a, b) =>
        nearness(a.of) - nearness(b.of) ||
        a.fit - b.fit ||
        b.of.spokeAt - a.of.spokeAt ||
        compareNames(a.of.name, b.of.name),
    )
    .map(({ of }) => of);
}

/** By how a name fits, then by name. */
export function rankByName<T extends { name: string }>(all: readonly T[], typed: string): T[] {
  return matching(all, typed)
    .toSorted((a, b) => a.fit - b.fit || compareNames(a.of.name, b.of.name))
    .map(({ of }) => of);
}

function matching<T extends { name: string }>(all: readonly T[], typed: string) {
  const sought = folded(typed);
  return all
    .map((of) => ({ of, fit: fitOf(folded(of.name), sought) }))
    .filter((match): match is { of: T; fit: number } => match.fit !== null);
}

/** Case and accents do not matter: "zoe" finds "Zoë". */
function folded(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function fitOf(name: string, sought: string): number | null {
  if (name.startsWith(sought)) return 0;
  const at = name.indexOf(sought);
  if (at === -1 || sought.trim() === "") return null;
  return /[\s\p{P}]\p{P}*$/u.test(name.slice(0, at)) || name.includes(` ${sought}`) ? 1 : 2;
}
