import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { offlineText } from "./offline.text.ts";
import { tryToReach } from "./reach.ts";

/** Instead of what needs the server: it comes by itself, and whoever is impatient can ask. */
export function OfflineState({ says }: { says: string }) {
  const t = useText(offlineText);
  const [isBusy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    await tryToReach();
    setBusy(false);
  };
  return (
    <EmptyState
      title={t.title}
      action={
        <Button isBusy={isBusy} onClick={() => void again()}>
          {t.again}
        </Button>
      }
    >
      {says}
    </EmptyState>
  );
}
