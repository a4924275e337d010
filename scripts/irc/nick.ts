import { cleanName } from "#protocol/text.ts";

/**
 * The nick that a log means. Old logs put a space after each "]" of a nick and sometimes keep the beginning of a
 * removed host mask ("apokryphos [i="); IRC itself allows no spaces.
 */
export function cleanNick(raw: string): string {
  return cleanName(raw.replace(/ +\[[ni]=.*$/, "")).replaceAll(" ", "");
}
