/** What a user can run into. Figures and reasons: docs/protocol.md, "Limits". Every one has a test. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** One text frame from a browser, in UTF-8 bytes. */
export const MAX_FRAME_BYTES = 32 * 1024;
/** Objects inside objects in one frame or request body. */
export const MAX_JSON_DEPTH = 8;
/** Keys in any one object of a frame or request body. */
export const MAX_JSON_KEYS = 64;

/** A message, in UTF-16 units, in what people see as characters, and in UTF-8 bytes. */
export const MAX_BODY_UNITS = 8_000;
export const MAX_BODY_GRAPHEMES = 4_000;
export const MAX_BODY_BYTES = 16 * 1024;
/** Combining marks on one base character; more is a text that paints over its neighbours. */
export const MAX_MARKS_PER_BASE = 8;

/** People that one message may mean. */
export const MAX_MENTIONS = 50;
/** People in a room that any member of it may call together; a larger one only those who keep order. */
export const MAX_CALLED_BY_MEMBERS = 20;
/** Whoever calls more people than this is asked first. */
export const CALLS_UNASKED = 6;
/** How often one message may be edited. */
export const MAX_EDITS = 200;
/** What a community may choose as the time in which messages can be edited. */
export const MIN_EDIT_WINDOW_MS = MINUTE;
export const MAX_EDIT_WINDOW_MS = 365 * DAY;
/** A room takes an edit for this long after the end that people were told: it was on its way, and clocks differ. */
export const EDIT_GRACE_MS = MINUTE;
/** Different emoji that one person may put on a message, and all that a message holds: what is known of it is one row. */
export const MAX_REACTIONS_OF_ONE = 20;
export const MAX_REACTIONS = 1_000;
/** UTF-16 units of an emoji with all its joiners: families of four with tones have 23. */
export const MAX_EMOJI_LENGTH = 32;
/** Pinned messages of a room. */
export const MAX_PINS = 50;
/** People whom a room has asked in and who have not come yet, and whom one asks at once. */
export const MAX_INVITED = 200;
export const MAX_INVITED_AT_ONCE = 20;
/** How often in an hour one person may ask people into rooms: every one of them is told. */
export const INVITATIONS_PER_HOUR = 20;
/** Messages that one person keeps at hand, and the UTF-16 units of each that the list of them tells. */
export const MAX_BOOKMARKS = 1_000;
export const BOOKMARK_TELLS = 600;
/** Of those who spoke in a thread, the last few are known by name where it hangs. */
export const MAX_THREAD_FACES = 5;

export const MAX_ROOM_NAME_LENGTH = 80;
export const MAX_TOPIC_LENGTH = 250;
export const MAX_DISPLAY_NAME_LENGTH = 80;
export const MAX_PRONOUNS_LENGTH = 40;
/** The text of a status. */
export const MAX_STATUS_LENGTH = 100;
export const MAX_COMMUNITY_NAME_LENGTH = 80;
export const MAX_EMAIL_LENGTH = 254;
export const MIN_PASSWORD_LENGTH = 8;
/** What people are told to aim at; nothing is refused for it. */
export const RECOMMENDED_PASSWORD_LENGTH = 15;
export const MAX_PASSWORD_LENGTH = 256;

/** Passkeys that one person may have, and the letters of a name that they give to one. */
export const MAX_PASSKEYS = 20;
export const MAX_PASSKEY_NAME_LENGTH = 80;
/** A challenge is answered within this time. */
export const CHALLENGE_LASTS_MS = 5 * MINUTE;
/** Recovery codes that are made at once. */
export const RECOVERY_CODES = 10;
/** How often in an hour one person may take another name: whoever changes it all the time is somebody new each time. */
export const RENAMES_PER_HOUR = 5;

/** An invite link that nobody has said more about: how many may use it, and how long. */
export const INVITE_USES = 10;
export const INVITE_DAYS = 7;
export const MAX_INVITE_USES = 1_000;
export const MAX_INVITE_DAYS = 30;

/** An id made longer ago than this is refused, so that the memory of ids may end (contract C2). */
export const ID_TOO_OLD_MS = 7 * DAY;
export const ID_TOO_NEW_MS = 10 * MINUTE;
/** How long a room remembers ids: a day longer than it accepts them. */
export const REMEMBER_IDS_MS = 8 * DAY;

/** Events that a resume sends one by one; a larger gap gets a snapshot. */
export const MAX_RESUME_EVENTS = 1_000;
export const MAX_RESUME_BYTES = 512 * 1024;
/** Events in one frame, and about how many UTF-8 bytes of them. */
export const MAX_EVENTS_PER_FRAME = 500;
export const MAX_EVENTS_BYTES_PER_FRAME = 256 * 1024;
/** The newest events that a snapshot carries: a screen and a half. */
export const SNAPSHOT_EVENTS = 60;

/** How many people one page of the list holds, unless it is asked for another number. */
export const PEOPLE_PAGE = 100;
export const MAX_PEOPLE_PAGE = 200;

export const HISTORY_PAGE = 40;
export const MAX_HISTORY_PAGE = 200;
/** Entries in one `history.import`. */
export const MAX_IMPORT_ENTRIES = 500;

/**
 * A mark follows this many UTF-16 units of frames, and has to be said back within the time (contract C14). What is for one socket
 * alone counts fourfold, because what everyone is told costs a room once however many have not read it.
 */
export const MARK_EVERY_UNITS = 512 * 1024;
export const MARK_TIMEOUT_MS = 10 * SECOND;
/** The answer to a hello is the longest thing that a slow line has to carry. */
export const GREETING_TIMEOUT_MS = MINUTE;
/**
 * Units after the last mark that was said back; the answer to a hello may be larger by itself. At the fastest that has been measured
 * (bench/README.md) this is a second of talk: a room that is busy for a moment must not take its own delay for the reader's.
 */
export const MAX_UNREAD_UNITS = 4 * 1024 * 1024;

export const MAX_SOCKETS_PER_PERSON = 5;
/** Sockets to one inbox: the tabs and devices of one person. */
export const MAX_INBOX_SOCKETS = 20;
export const MAX_SOCKETS_PER_ROOM = 10_000;

/** One request for events waits no longer than this, which is less than what proxies between allow (60 s). */
export const MAX_POLL_WAIT_MS = 25 * SECOND;
export const MAX_POLLS_PER_PERSON = 5;

/** A client asks for a sign of life this often, and gives a silent line up after the timeout. */
export const PING_EVERY_MS = 25 * SECOND;
export const PONG_TIMEOUT_MS = 10 * SECOND;

/** Typing is told again this often while keys move, ends after a pause, and is forgotten when nothing more is heard. */
export const TYPING_EVERY_MS = 3 * SECOND;
export const TYPING_IDLE_MS = 5 * SECOND;
export const TYPING_FORGET_MS = 7 * SECOND;
/** Beyond this many people nobody is named as typing, and so many have to type in one place to be told of at all. */
export const TYPING_NAMES_UP_TO = 100;
export const SEVERAL_TYPE = 3;

/** A lost socket may come back within this time before its person counts as gone. */
export const PRESENCE_GRACE_MS = 30 * SECOND;
/** Beyond this many people a room shows how many are here and no names. */
export const PRESENCE_NAMES_UP_TO = 200;
/** How often such a crowd is told its number: each telling is a frame to everyone. */
export const CROWD_TOLD_EVERY_MS = 2 * SECOND;

/** In a room of more people than this nobody is told how far others have read. */
export const RECEIPTS_UP_TO = 50;
/** A room tells of it, and stores it, no more often than this; nor does a device say it. */
export const RECEIPTS_EVERY_MS = SECOND;

/** An access token's age does not end a socket on the spot: clocks differ. */
export const SESSION_LEEWAY_MS = 30 * SECOND;

/** The archive this old is `degraded`, this old or this long `read_only` (contract C13). */
export const ARCHIVE_DEGRADED_AFTER_MS = MINUTE;
export const ARCHIVE_READ_ONLY_AFTER_MS = DAY;
export const ARCHIVE_READ_ONLY_AFTER_EVENTS = 50_000;
/** When to ask a room again that takes no commands: it learns about its archive once a minute. */
export const READ_ONLY_RETRY_AFTER_MS = 15 * SECOND;

/** What a room allows, to a person or a socket; a burst may be spent at once. Operators can change these (docs/protocol.md). */
export type RoomLimits = {
  sendBurst: number;
  sendsPerSecond: number;
  roomSendsPerSecond: number;
  /** Messages that call everyone, of one person and in the room. */
  callsPerMinute: number;
  roomCallsPerMinute: number;
  /** Mentions in the note that are told of, of one person and in the room. More wait. */
  noteMentionsPerMinute: number;
  roomNoteMentionsPerMinute: number;
  signalsPerSecond: number;
  framesPerMinute: number;
  pollBurst: number;
  pollsPerSecond: number;
  entryBurst: number;
  entriesPerMinute: number;
  pageBurst: number;
  pagesPerSecond: number;
  archiveDegradedAfterMs: number;
  archiveReadOnlyAfterMs: number;
  /** Events that the archive does not have yet; one more, and the room takes no commands. */
  archiveReadOnlyAfterEvents: number;
  /** So long after their last device went, or was put behind something else, others see it. */
  presenceGraceMs: number;
  /** Changes of one socket to a note; twice as many at once. */
  noteUpdatesPerSecond: number;
  /** A note is quiet after this, and what it is then is kept as a version. */
  noteQuietMs: number;
  /** How long an hour is, of those after which people are mailed what they have missed. */
  missedHourMs: number;
};

export const ROOM_LIMITS: RoomLimits = {
  sendBurst: 10,
  sendsPerSecond: 2,
  roomSendsPerSecond: 200,
  callsPerMinute: 3,
  roomCallsPerMinute: 6,
  // A list of those who came is written at once.
  noteMentionsPerMinute: 20,
  roomNoteMentionsPerMinute: 60,
  signalsPerSecond: 5,
  framesPerMinute: 120,
  pollBurst: 20,
  pollsPerSecond: 5,
  // Five tabs on a line that breaks every few seconds stay within it; each may be told half a megabyte.
  entryBurst: 30,
  entriesPerMinute: 60,
  pageBurst: 60,
  pagesPerSecond: 5,
  archiveDegradedAfterMs: ARCHIVE_DEGRADED_AFTER_MS,
  archiveReadOnlyAfterMs: ARCHIVE_READ_ONLY_AFTER_MS,
  archiveReadOnlyAfterEvents: ARCHIVE_READ_ONLY_AFTER_EVENTS,
  presenceGraceMs: PRESENCE_GRACE_MS,
  noteUpdatesPerSecond: 50,
  noteQuietMs: 5 * MINUTE,
  missedHourMs: 60 * MINUTE,
};

/**
 * What one address (an IPv6 network of 64 bits counts as one), or with tickets one person, may ask of the API: so much at
 * once, and so much in each minute. Operators can change these (docs/protocol.md).
 */
export type DoorLimits = {
  signInsPerMinute: number;
  signUpsPerMinute: number;
  inviteLooksPerMinute: number;
  ticketsPerMinute: number;
  /** Of passkeys: to begin, and to come back with the answer where that neither signs in nor up. */
  passkeyChallengesPerMinute: number;
  passkeyAnswersPerMinute: number;
  /** What makes us send a mail, and what a mail has brought: links and codes. */
  mailsPerMinute: number;
  mailTriesPerMinute: number;
  /** Into one mailbox, whoever asks: nobody is flooded by us. */
  mailboxPerHour: number;
  /** Passwords that one person has checked or made: two at a time is all that a server hashes. */
  passwordsPerMinute: number;
  /** Rooms that one person makes. */
  roomsPerMinute: number;
  /** Copies of all that is one's own; not in a minute, but in a day. */
  exportsPerDay: number;
  /** Visits to other sites that one signs in with; leaving and coming back count once each. */
  providerVisitsPerMinute: number;
};

export const DOOR_LIMITS: DoorLimits = {
  signInsPerMinute: 10,
  signUpsPerMinute: 10,
  inviteLooksPerMinute: 30,
  ticketsPerMinute: 30,
  // An open sign-in page asks for one by itself, and again when it has grown old.
  passkeyChallengesPerMinute: 30,
  passkeyAnswersPerMinute: 20,
  mailsPerMinute: 5,
  mailTriesPerMinute: 20,
  mailboxPerHour: 5,
  passwordsPerMinute: 10,
  roomsPerMinute: 10,
  exportsPerDay: 3,
  providerVisitsPerMinute: 30,
};

/** How long what a mail brings may be used, and how many wrong codes are one too many (security.md §1.9). */
export const SIGN_IN_LINK_MS = 10 * MINUTE;
export const RESET_LINK_MS = 30 * MINUTE;
export const ADDRESS_LINK_MS = 60 * MINUTE;
export const MAIL_CODE_MS = 10 * MINUTE;
export const MAIL_CODE_TRIES = 5;
export const MAIL_CODE_DIGITS = 6;
