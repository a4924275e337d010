import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { AfterHours } from "#protocol/inbox/mail-choice.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { chooseAfterHours, useAfterHours } from "../inbox/mail-choice.ts";
import { valueOf } from "../query-client.ts";
import { SelectField } from "../ui/select-field.tsx";
import { useTheDoor } from "../welcome/community-door.ts";
import { ownAddress } from "../welcome/mail-by-http.ts";
import css from "./notices-section.module.css";
import { missedMailText } from "./missed-mail.text.ts";

/** When one is mailed what one has missed; where that cannot be, why. */
export function MissedMailField() {
  const t = useText(missedMailText);
  const afterHours = useAfterHours();
  const isMailOff = useTheDoor().data?.mail === false;
  const { data: address } = useQuery({
    queryKey: ["email"],
    queryFn: async () => valueOf(await ownAddress()),
    enabled: !isMailOff,
  });
  const isConfirmed = address === undefined || address.isVerified;
  return (
    <div>
      <SelectField
        label={t.label}
        hint={isMailOff ? t.mailOff : t.about}
        disabled={isMailOff}
        value={isMailOff ? 0 : afterHours}
        onChange={({ target }) => {
          const chosen = AfterHours.options.find((hours) => String(hours) === target.value);
          if (chosen !== undefined) chooseAfterHours(chosen);
        }}
      >
        <option value={0}>{t.never}</option>
        <option value={1}>{t.after1}</option>
        <option value={4}>{t.after4}</option>
        <option value={24}>{t.after24}</option>
      </SelectField>
      {!isMailOff && !isConfirmed && afterHours !== 0 && (
        <p className={css["note"]}>
          {withParts(t.notConfirmed, {
            account: (
              <Link href="/account" className={css["link"] ?? ""}>
                {t.toAccount}
              </Link>
            ),
          })}
        </p>
      )}
    </div>
  );
}
