import { useState } from "react";
import type { Answer } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { enterWithNewPasskey } from "../passkeys/enter-by-passkey.ts";
import { arePasskeysHere } from "../passkeys/passkeys-here.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { newAccountText } from "./new-account.text.ts";
import css from "./new-way.module.css";

/** How someone who makes an account will sign in. */
export type NewWay = { by: "passkey" | "password"; canChoose: boolean; choose: () => void };

/** A passkey first, where there are any; elsewhere nobody hears of them. */
export function useNewWay(): NewWay {
  const [canChoose] = useState(arePasskeysHere);
  const [by, setBy] = useState<NewWay["by"]>(canChoose ? "passkey" : "password");
  return { by, canChoose, choose: () => setBy(by === "passkey" ? "password" : "passkey") };
}

/** Makes the account, or the community, in the way that was chosen. */
export function enterAnew(
  { by }: NewWay,
  path: "/api/people" | "/api/community",
  form: object,
  password: string,
): Promise<Answer<unknown>> {
  return by === "passkey"
    ? enterWithNewPasskey(path, form)
    : session.enter(path, { ...form, password });
}

/** Stands where the password would. */
export function PasskeyWord() {
  const t = useText(newAccountText);
  return <p className={css["word"]}>{t.passkey}</p>;
}

/** The other way, for whoever wants it. */
export function OtherWay({ way }: { way: NewWay }) {
  const t = useText(newAccountText);
  return way.canChoose ? (
    <div className={css["other"]}>
      <Button look="plain" onClick={way.choose}>
        {way.by === "passkey" ? t.usePassword : t.usePasskey}
      </Button>
    </div>
  ) : null;
}
