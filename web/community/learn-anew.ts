import { session } from "../session/session.ts";

/** A fresh session brings along what the community is called and allows, to this page and to the other tabs. */
export async function learnAnew(): Promise<void> {
  const token = await session.accessToken();
  if (token.ok) await session.refresh(token.value.accessToken);
}
