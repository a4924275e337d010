/** What can be asked for by "/" and a word, where the page can do it. */
export type WishName = "people" | "invite" | "leave" | "help" | "jump";

/** Each with what stands behind the word: "/jump 2 May". */
export type Wishes = { readonly [Name in WishName]?: (rest: string) => void };

/** What the text asks for; null: it is a message. */
export function wishIn(text: string, wishes: Wishes): (() => void) | null {
  const [, name, rest = ""] = /^\/([a-z]+)(?:\s+([^]*?))?\s*$/.exec(text) ?? [];
  const wish = isWish(name, wishes) ? wishes[name] : undefined;
  return wish ? () => wish(rest) : null;
}

function isWish(name: string | undefined, wishes: Wishes): name is WishName {
  return name !== undefined && Object.hasOwn(wishes, name);
}
