import { i18n } from "../i18n/i18n.ts";
import { cases, counts, says } from "../i18n/sentences.ts";

export const callsText = i18n("calls", {
  /** Other words for the two, as somebody may begin to type them. */
  room: "all everyone channel group",
  here: "online present",
  tellsRoom: counts({ one: "Tells {count} person here", other: "Tells all {count} people here" }),
  tellsHere: counts({
    one: "Tells the {count} other, if they are here now",
    other: "Tells those of {count} people who are here now",
  }),
  none: cases({
    not_allowed: "{call} is only a word here: guests cannot call everyone.",
    call_too_large:
      "{call} is only a word here: so many people are called by those who keep order.",
    thread: "{call} is only a word in a thread, unless it is sent to the room, too.",
    edit: "{call} is only a word in an edit: nobody is called by it.",
  }),
  askRoom: counts({ one: "Tell {count} person?", other: "Tell {count} people?" }),
  askHere: counts({ one: "Tell {count} person?", other: "Tell up to {count} people?" }),
  aboutRoom: says("@room calls everyone in {room}, whether they are here now or not."),
  aboutHere: says("@here calls everyone in {room} who is online or away now."),
  cancel: "Cancel",
  send: "Send",
});
