import { expect, test } from "vitest";
import { readIrcLine } from "./read-line.ts";

test.each([
  [
    "[07:14] <voraistos> kubuntu is ubuntu",
    { is: "message", minute: 434, nick: "voraistos", text: "kubuntu is ubuntu" },
  ],
  [
    '[07:16] <kbukhari> * TLE has quit ("Lost terminal")',
    { is: "message", minute: 436, nick: "kbukhari", text: '* TLE has quit ("Lost terminal")' },
  ],
  ["[11:27]  * robin waves", { is: "action", minute: 687, nick: "robin", text: "waves" }],
  [
    "[01:26] -yqitx:#ubuntu- buy now",
    { is: "message", minute: 86, nick: "yqitx", text: "buy now" },
  ],
  ["=== stefg checks", { is: "action", minute: null, nick: "stefg", text: "checks" }],
  [
    "=== Tonren 's heart skips a beat.",
    { is: "action", minute: null, nick: "Tonren", text: "'s heart skips a beat." },
  ],
  ["=== BrownMan  has joined #ubuntu", { is: "join", nick: "BrownMan" }],
  ["=== musikera  has joined #UBUNTU", { is: "join", nick: "musikera" }],
  ['=== setog3  has left #ubuntu ["bye."]', { is: "leave", nick: "setog3" }],
  ["=== sid  has left #ubuntu [] ", { is: "leave", nick: "sid" }],
  ['=== TLE  has quit ("Lost terminal")', { is: "leave", nick: "TLE" }],
  ["=== el was kicked off #ubuntu by LoRez (LoRez)", { is: "leave", nick: "el" }],
  [
    "=== gbyers[Away] is now known as g_byers",
    { is: "rename", nick: "gbyers[Away]", to: "g_byers" },
  ],
])("%s is understood", (line, meaning) => {
  expect(readIrcLine(line)).toEqual(meaning);
});

test.each([
  ["[09:05] <zcat[1] > hi", "zcat[1]"],
  ["[09:05] <g[r] eek> hi", "g[r]eek"],
  ["=== g[r] eek bows to Frogzoo", "g[r]eek"],
  ["=== zcat[1]  uses nvidia-glx-legacy", "zcat[1]"],
  ["=== oO[NOVA] Oo  has joined #ubuntu", "oO[NOVA]Oo"],
  ["=== Guard] [an  has joined #ubuntu", "Guard][an"],
  ["=== AlexRMUK [n=Alex  has joined #ubuntu", "AlexRMUK"],
  ['=== Alex[RM-UK]  [n=Alex  has left #ubuntu ["Leaving"]', "Alex[RM-UK]"],
  ["=== apokryphos [i=  has joined #ubuntu", "apokryphos"],
  ["=== Bart]  is now known as _Bart_", "Bart]"],
])("the nick in %s is %s", (line, nick) => {
  expect(readIrcLine(line)).toMatchObject({ nick });
});

test.each([
  ["[09:05] <SurfnKid>", { is: "skipped", reason: "no text", minute: 545 }],
  ["[11:27]  * TheHawk", { is: "skipped", reason: "no text", minute: 687 }],
  ["=== mode/#ubuntu [+o gnomefreak]  by ChanServ", { is: "skipped", reason: "mode change" }],
  ["", { is: "skipped", reason: "empty line" }],
])("%s is skipped for a reason", (line, reason) => {
  expect(readIrcLine(line)).toEqual(reason);
});

test.each(["hello", "[25:00] <ann> hi", "[10:00] ann: hi", "===", "=== alone", "[10:00] < > hi"])(
  "%s is unreadable",
  (line) => {
    expect(readIrcLine(line)).toEqual({ is: "unreadable" });
  },
);
