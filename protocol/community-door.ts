import * as v from "valibot";

/** Who may come into a community: anyone, whoever holds an invite, or nobody. */
export const CommunityDoor = v.picklist(["open", "invite", "closed"]);
export type CommunityDoor = v.InferOutput<typeof CommunityDoor>;
