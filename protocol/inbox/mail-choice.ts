import * as v from "valibot";
import { PushLanguage } from "#protocol/push-subscription.ts";

/** After how many hours somebody is mailed what they have missed; 0: never. */
export const AfterHours = v.picklist([0, 1, 4, 24]);
export type AfterHours = v.InferOutput<typeof AfterHours>;

/** What a person has said of mail about what they have missed: when, in which language, and by the clock of which place (null: nobody knows). */
export const MailChoice = v.object({
  afterHours: AfterHours,
  language: PushLanguage,
  zone: v.nullable(v.string()),
});
export type MailChoice = Readonly<v.InferOutput<typeof MailChoice>>;

/** What holds for whoever has said nothing. */
export const NO_MAIL_CHOICE: MailChoice = { afterHours: 4, language: "en", zone: null };

/** The choice with what is said anew; the very same one where nothing of that is different. */
export function withSaid(
  choice: MailChoice,
  { afterHours = choice.afterHours, language = choice.language, zone }: Said,
): MailChoice {
  const said = { afterHours, language, zone: zone ?? choice.zone };
  const isSame =
    said.afterHours === choice.afterHours &&
    said.language === choice.language &&
    said.zone === choice.zone;
  return isSame ? choice : said;
}

type Said = {
  afterHours?: AfterHours | undefined;
  language?: PushLanguage | undefined;
  zone?: string | undefined;
};
