import { useText } from "../i18n/i18n.ts";
import { OfflineState } from "./offline-state.tsx";
import { offlineText } from "./offline.text.ts";

/** Nobody is known here, and the server, which would know, does not answer. */
export function NoWayIn() {
  const t = useText(offlineText);
  return (
    <main>
      <h1 className="only-heard">Parley</h1>
      <OfflineState says={t.start} />
    </main>
  );
}
