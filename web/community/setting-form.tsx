import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { DoneRow, type Done } from "../ui/done-note.tsx";
import { Form, FormTrouble, type FormState } from "../ui/form.tsx";

type SettingFormProps = {
  form: FormState;
  done: Done;
  /** What the button says. */
  save: string;
  children: ReactNode;
};

/** One thing that a community can be set to: what stands in `children`, what went wrong with it, and the button that keeps it. */
export function SettingForm({ form, done, save, children }: SettingFormProps) {
  return (
    <Form form={form}>
      {children}
      <FormTrouble form={form} />
      <DoneRow done={done}>
        <Button type="submit" isBusy={form.isBusy}>
          {save}
        </Button>
      </DoneRow>
    </Form>
  );
}
