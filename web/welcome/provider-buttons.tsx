import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { Button } from "../ui/button.tsx";
import { uiText } from "../ui/ui.text.ts";
import css from "./provider-buttons.module.css";
import { leaveFor, PROVIDERS, type Errand, type Provider } from "./providers-by-http.ts";
import { signInText } from "./sign-in.text.ts";
import { useComingBack } from "./use-coming-back.ts";

/** One button for each site that people sign in with here. Nothing at all where there is none. */
export function ProviderButtons(errand: Errand) {
  const { data = [] } = useQuery(PROVIDERS);
  return <ProviderRow providers={data} errand={errand} />;
}

/** `isFirst`: there is no other way above them. */
type RowProps = { providers: readonly Provider[]; errand: Errand; isFirst?: boolean };

export function ProviderRow({ providers, errand, isFirst = false }: RowProps) {
  const u = useText(uiText);
  const t = useText(signInText);
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  useComingBack(() => setBusy(null));
  if (providers.length === 0) return null;

  const leave = async (id: string) => {
    setBusy(id);
    setWrong(null);
    const answer = await leaveFor(id, errand);
    // The other page takes a moment to come; until then the button goes on waiting.
    if (answer.ok) return;
    setBusy(null);
    setWrong(answer.says);
  };

  return (
    <div className={css["ways"]}>
      {!isFirst && <p className={css["or"]}>{u.or}</p>}
      <div className={css["row"]}>
        {providers.map(({ id, name }) => (
          <Button key={id} isBusy={busy === id} onClick={() => void leave(id)}>
            <span>{withParts(t.continueWith, { provider: <bdi>{name}</bdi> })}</span>
          </Button>
        ))}
      </div>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
