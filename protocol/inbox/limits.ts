/** What a person's inbox holds, tells and waits for. Figures and reasons: docs/protocol.md, "Limits". */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Read marks in one command to an inbox: as many as fit into a frame. */
export const MAX_MARKS_AT_ONCE = 250;
/** Numbers (two a run) of one place's unread messages that a browser is sent; above it, it is told how many. */
export const MAX_RUNS_TOLD = 400;
/** What an inbox remembers of what concerned its person. */
export const MAX_ACTIVITY = 1_000;
/** How far beyond what an inbox has heard of a room a browser may say that it has read. */
export const MAX_MARK_AHEAD = 10_000;
/** Drafts that one person may have, and of them in one place: where devices have written without knowing of each other. */
export const MAX_DRAFTS = 200;
export const MAX_DRAFTS_OF_PLACE = 5;
/** Versions of a draft that one command takes the place of. */
export const MAX_DRAFT_BASE = 8;
/** Rooms that one person may like in their own way: with a star, or muted. */
export const MAX_PREFERRED_ROOMS = 1_000;
/** Words that one person is told of as if they were named, and the UTF-16 units of each. */
export const MAX_KEYWORDS = 20;
export const MAX_KEYWORD_LENGTH = 40;
/** Browsers that one person may be told in while nothing of Parley is open there. */
export const MAX_PUSH_SUBSCRIPTIONS = 16;
/** A notification that could not be sent within this time is not sent: it would tell of the past. */
export const NOTICE_LASTS_MS = 2 * MINUTE;
/** People whose availability one device is told of. */
export const MAX_WATCHED = 200;
/** A device that nothing was done at for so long is left alone. */
export const IDLE_AFTER_MS = 5 * MINUTE;
/** While something is done at a device it says so no more often than this, and what it said is believed for a little longer. */
export const ACTIVE_EVERY_MS = 50_000;
export const ACTIVE_FOR_MS = MINUTE;
/** How long others are told of a change after they have asked, and how often a device asks again. */
export const WATCH_LEASE_MS = 10 * MINUTE;
export const WATCH_EVERY_MS = 4 * MINUTE;

/** Mails a day about what somebody has missed, whatever they have chosen. */
export const MAX_MISSED_MAILS_A_DAY = 6;
/** What is about to be due goes along in a mail that is sent anyway. */
export const MISSED_TOGETHER_MS = 10 * MINUTE;
/** What was missed for longer than this, and could not be mailed, is no news any more. */
export const MISSED_LASTS_MS = 3 * DAY;
/** Messages that such a mail tells: the newest. Of those before, it says how many. */
export const MAX_MISSED_TOLD = 20;
/** Characters, as people see them, that it tells of each. */
export const MISSED_TELLS = 400;
