import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { hashOf } from "../auth/secret.ts";

/** The id of someone in a history from elsewhere: the same for the same name in the same source, whenever it is asked. */
export async function placeholderId(source: string, name: string): Promise<PersonId> {
  return v.parse(PersonId, `from-${await hashOf(JSON.stringify([source, name]))}`);
}
