import type { IrcHistory } from "./irc-history.ts";

const MAX_LISTED = 20;

/** What became of every line, as a sum that anyone can check, and what the room made of it. */
export function importReport(
  history: IrcHistory,
  room: string,
  sent: { added: number; known: number },
) {
  return [
    ...readingReport(history),
    `${room}: ${number(sent.added)} added, ${number(sent.known)} already known.`,
  ];
}

/** What became of every line. The parts add up to the lines read. */
export function readingReport({ lines, facts, skipped, unreadable }: IrcHistory): string[] {
  const posted = facts.filter((fact) => fact.type === "message.posted");
  const actions = posted.filter(({ action }) => action).length;
  const count = (type: string) => facts.filter((fact) => fact.type === type).length;
  const parts = [
    [posted.length - actions, "messages"],
    [actions, "actions"],
    [count("member.joined"), "joins"],
    [count("member.left"), "leaves"],
    [count("member.renamed"), "renames"],
    ...[...skipped].map(([reason, times]) => [times, `skipped (${reason})`] as const),
    [unreadable.length, "unreadable"],
  ] as const;
  const sum = parts.map(([times, what]) => `${number(times)} ${what}`).join(" + ");
  return [`${number(lines)} lines read = ${sum}`, ...listed(unreadable)];
}

function listed(places: string[]): string[] {
  const rest = places.length - MAX_LISTED;
  return [
    ...places.slice(0, MAX_LISTED).map((place) => `  unreadable: ${place}`),
    ...(rest > 0 ? [`  and ${number(rest)} more`] : []),
  ];
}

function number(value: number): string {
  return value.toLocaleString("en");
}
