/** What a note allows. Figures and reasons: docs/protocol.md §6. Every one has a test. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const KIB = 1_024;
const MIB = 1_024 * KIB;

/** One binary frame from a browser, and one change of the document in it; what is longer comes in parts. */
export const MAX_NOTE_FRAME_BYTES = 256 * KIB;
export const MAX_NOTE_UPDATE_BYTES = 64 * KIB;
/** What one editor tells of where they are: the awareness state, as JSON. */
export const MAX_AWARENESS_BYTES = 2 * KIB;
/** The whole document, as Yjs writes it. */
export const MAX_NOTE_BYTES = 5 * MIB;
/**
 * The address of a link, in UTF-16 units: about what servers take in a request. An address cannot be cut as text can, and one that is longer
 * than a change would be refused for ever, with all that is written after it.
 */
export const MAX_LINK_LENGTH = 8_000;

/** Awareness of one socket; what is more is dropped. */
export const AWARENESS_PER_SECOND = 20;

/** Sockets to one note. */
export const MAX_NOTE_SOCKETS = 200;
export const MAX_NOTE_SOCKETS_PER_PERSON = 5;

/** A note asks its room again who may be here, when something happens and its last answer is older than this. */
export const NOTE_LEASE_MS = MINUTE;

/** After a room was told that its note has changed, it hears of the next change no sooner than this: it may be asleep. */
export const NOTE_NEWS_EVERY_MS = 3 * MINUTE;

/** Whoever is named is told after this, if they still are: a name that was picked by mistake is nobody's business. */
export const MENTION_TOLD_AFTER_MS = 5 * SECOND;
/** So many mentions of a week are remembered, so as not to be told again. Any more are not told. */
export const MAX_MENTIONS_KNOWN = 2_000;

/**
 * Versions are kept when somebody else begins or a stretch has been this long, but no closer together than this. A note that has none yet
 * gets its first after so short a time, too: people who go on writing must not wait for a pause.
 */
export const VERSIONS_APART_MS = MINUTE;
export const VERSION_AT_LEAST_EVERY_MS = 5 * MINUTE;
/**
 * So many characters that are taken out within this time are much: what was before is kept. Of a short note half is much, unless it is
 * less than `SOME_REMOVED`, which is a word that is mended.
 */
export const MUCH_REMOVED = 100;
export const SOME_REMOVED = 20;
export const REMOVAL_MS = MINUTE;
/** So many versions from before what one person has taken out stay at most. */
export const MAX_RESCUES_PER_PERSON = 20;
/** Those that nobody holds on to: how many, and their bytes. */
export const MAX_VERSIONS = 200;
export const MAX_VERSIONS_BYTES = 32 * MIB;
/** Those that are kept for good, because something leads to them. */
export const MAX_KEPT_VERSIONS = 500;
export const MAX_KEPT_VERSIONS_BYTES = 128 * MIB;
