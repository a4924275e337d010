import { cleanNick } from "./nick.ts";

/** One line of an IRC log. `minute` counts from midnight; lines without a time have none. */
export type IrcLine =
  | { is: "message" | "action"; minute: number | null; nick: string; text: string }
  | { is: "join" | "leave"; nick: string }
  | { is: "rename"; nick: string; to: string }
  | { is: "skipped"; reason: SkipReason; minute?: number }
  | { is: "unreadable" };

export type SkipReason = "empty line" | "no text" | "mode change" | "text refused";

/** Says what a line is; whatever it cannot read it calls unreadable. Never throws. */
export function readIrcLine(line: string): IrcLine {
  if (line.trim() === "") return { is: "skipped", reason: "empty line" };
  const timed = /^\[([01]\d|2[0-3]):([0-5]\d)\] (.*)$/s.exec(line);
  if (timed) return readTimed(Number(timed[1]) * 60 + Number(timed[2]), timed[3] ?? "");
  const notice = /^=== (.*)$/s.exec(line);
  return notice ? readNotice(notice[1] ?? "") : { is: "unreadable" };
}

function readTimed(minute: number, rest: string): IrcLine {
  const message = /^<([^>]+)>(?: (.*))?$/s.exec(rest);
  if (message) return said("message", minute, message[1], message[2]);
  const action = /^ \* (\S+)(?: (.*))?$/s.exec(rest);
  if (action) return said("action", minute, action[1], action[2]);
  // A NOTICE to the channel: shown to everyone like a message.
  const notice = /^-([^:\s]+):#\S+- ?(.*)$/s.exec(rest);
  if (notice) return said("message", minute, notice[1], notice[2]);
  return { is: "unreadable" };
}

function readNotice(rest: string): IrcLine {
  if (/^mode\/#\S+ \[/.test(rest)) return { is: "skipped", reason: "mode change" };
  const join = /^(.+?) +has joined #\S+\s*$/s.exec(rest);
  if (join) return moved("join", join[1]);
  // One space and no channel would be an action, as in "Ann has quit smoking".
  const leave = /^(.+?)(?: +has left #| {2,}has quit)/s.exec(rest);
  if (leave) return moved("leave", leave[1]);
  const kicked = /^(.+?) was kicked off #\S+ by /s.exec(rest);
  if (kicked) return moved("leave", kicked[1]);
  const rename = /^(.+?) is now known as (.+)$/s.exec(rest);
  if (rename) return renamed(rename[1], rename[2]);
  // Old logs tell actions this way, without a time. A nick with "]" has a space after it (see cleanNick).
  const action = /^((?:\S*\] )?\S+) (.*)$/s.exec(rest);
  return action ? said("action", null, action[1], action[2]) : { is: "unreadable" };
}

function said(is: "message" | "action", minute: number | null, by = "", text = ""): IrcLine {
  const nick = cleanNick(by);
  if (nick === "") return { is: "unreadable" };
  if (text.trim() === "") {
    return { is: "skipped", reason: "no text", ...(minute === null ? {} : { minute }) };
  }
  return { is, minute, nick, text: text.trim() };
}

function moved(is: "join" | "leave", by = ""): IrcLine {
  const nick = cleanNick(by);
  return nick === "" ? { is: "unreadable" } : { is, nick };
}

function renamed(by = "", to = ""): IrcLine {
  const nick = cleanNick(by);
  const name = cleanNick(to);
  return nick === "" || name === "" ? { is: "unreadable" } : { is: "rename", nick, to: name };
}
