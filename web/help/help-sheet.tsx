import { useStore } from "zustand";
import { aidsText } from "../composer/aids.text.ts";
import { sendKey } from "../composer/send-key.ts";
import { useText } from "../i18n/i18n.ts";
import { actionsText } from "../messages/actions.text.ts";
import { commandsText } from "../palette/commands.text.ts";
import { notesText } from "../notes/notes.text.ts";
import { KeysShown } from "../palette/keys-shown.tsx";
import { allowSingleKeys, singleKeys } from "../palette/single-keys.ts";
import { Dialog } from "../ui/dialog.tsx";
import { IS_APPLE } from "../ui/platform.ts";
import { CheckField } from "../ui/check-field.tsx";
import css from "./help-sheet.module.css";
import { helpText } from "./help.text.ts";
import { shortcutsIn } from "./shortcuts.ts";

/** Every key there is, by where it works. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const t = useText(helpText);
  const sendsBy = useStore(sendKey, ({ chosen }) => chosen);
  const groups = shortcutsIn(
    t,
    useText(commandsText),
    useText(actionsText),
    useText(aidsText),
    useText(notesText),
    { isApple: IS_APPLE, sendsBy },
  );
  const areOn = useStore(singleKeys, ({ isOn }) => isOn);
  return (
    <Dialog title={t.title} look="sheet" onClose={onClose}>
      <div className={css["groups"]} data-begin tabIndex={-1}>
        {groups.map(({ heading, shortcuts }) => (
          <section key={heading} className={css["group"]}>
            <h3 className={css["heading"]}>{heading}</h3>
            <dl>
              {shortcuts.map(({ says, keys }) => (
                <div key={says} className={css["line"]}>
                  <dt>{says}</dt>
                  <dd className={css["keys"]}>
                    {keys.map((each) => (
                      <KeysShown key={each} keys={each} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={css["setting"]}>
        <CheckField
          label={t.singleKeys}
          hint={t.singleKeysAbout}
          isOn={areOn}
          onChange={allowSingleKeys}
        />
      </div>
    </Dialog>
  );
}
