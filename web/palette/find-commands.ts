import { COMMANDS, type CommandName } from "./commands.ts";
import type { Found } from "./found.ts";
import type { Here } from "./here.ts";
import { matchOf, rankOf } from "./rank.ts";

/** What can be done now, by its words in the language that is spoken. */
export function findCommands(
  words: string,
  here: Here,
  texts: Readonly<Record<CommandName, string>>,
): Found[] {
  return COMMANDS.filter((command) => !command.isForKeysOnly && command.when(here))
    .flatMap((command) => {
      const title = texts[command.name];
      const match = matchOf(title, words);
      if (match === null) return [];
      const { ranges } = match;
      const rank = rankOf(match, "other");
      const found: Found = {
        kind: "command",
        key: `command ${command.name}`,
        title,
        ranges,
        note: "",
        rank,
        command,
      };
      return [found];
    })
    .toSorted((a, b) => a.rank - b.rank);
}
