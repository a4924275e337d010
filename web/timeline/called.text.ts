import { FORMER_MEMBER } from "#protocol/erasure.ts";
import { i18n } from "../i18n/i18n.ts";

export const calledText = i18n("called", { formerMember: FORMER_MEMBER });
