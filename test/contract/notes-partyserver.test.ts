import { describeNotes } from "./notes.ts";
import { setUp } from "./setting.ts";

describeNotes(setUp("partyserver"));
