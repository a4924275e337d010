import { describeNotesByRequest } from "./notes-by-request.ts";
import { describeNoteDoor } from "./notes-door.ts";
import { describeNotes } from "./notes.ts";
import { setUp } from "./setting.ts";

const setting = setUp("partykit");
describeNotes(setting);
describeNoteDoor(setting);
describeNotesByRequest(setting);
