import { useState } from "react";
import type { Answer } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import type { FormState } from "../ui/form.tsx";
import { CodeField } from "./code-field.tsx";
import { joinText } from "./join.text.ts";
import { askForJoinCode } from "./mail-by-http.ts";

export type JoinCode = {
  /** Where the code was sent; null until one was needed. */
  sentTo: string | null;
  /** Sends the code when the answer says that the address has to be proved, and gives any other answer back. */
  orAskForIt: (answer: Answer<unknown>, email: string) => Promise<Answer<unknown>>;
  ask: (email: string) => Promise<Answer<unknown>>;
};

/** The step more that an invite for addresses of one domain takes. `invite`: its token. */
export function useJoinCode(invite: string): JoinCode {
  const t = useText(joinText);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const ask = async (email: string) => {
    const sent = await askForJoinCode(email, invite);
    if (sent.ok) {
      setSentTo(email);
      announce(t.codeSent({ email }));
    }
    return sent;
  };
  return {
    sentTo,
    ask,
    orAskForIt: async (answer, email) =>
      answer.ok || answer.code !== "email_not_proved" ? answer : ask(email),
  };
}

/** The field for it, once it was sent. */
export function JoinCodeStep({ code, form }: { code: JoinCode; form: FormState }) {
  const t = useText(joinText);
  const [isBusy, setBusy] = useState(false);
  if (code.sentTo === null) return null;
  const again = async (button: HTMLButtonElement) => {
    const email = button.form?.querySelector<HTMLInputElement>("input[name=email]")?.value ?? "";
    setBusy(true);
    await code.ask(email);
    setBusy(false);
  };
  return (
    <>
      <CodeField form={form} label={t.code} hint={t.codeHint({ email: code.sentTo })} />
      <Button isBusy={isBusy} onClick={(event) => void again(event.currentTarget)}>
        {t.anotherCode}
      </Button>
    </>
  );
}
