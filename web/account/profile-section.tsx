import { useQuery } from "@tanstack/react-query";
import { useText } from "../i18n/i18n.ts";
import { queryClient, valueOf } from "../query-client.ts";
import { getProfile } from "../people/people-by-http.ts";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { profileText } from "./profile.text.ts";

const PROFILE = ["profile"] as const;

/** Who one is to others. */
export function ProfileSection() {
  const t = useText(profileText);
  const { data, error } = useQuery({
    queryKey: PROFILE,
    queryFn: async () => valueOf(await getProfile()),
    // What is being written must not be taken away by what the server has.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });
  const saved = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: PROFILE }),
      queryClient.invalidateQueries({ queryKey: ["person"] }),
      queryClient.invalidateQueries({ queryKey: ["statuses"] }),
    ]);
  return (
    <Section title={t.title} about={t.about}>
      <SectionTrouble says={data === undefined ? (error?.message ?? null) : null} />
      {data === undefined && error === null && <SkeletonRows rows={2} label={t.loading} />}
      {data !== undefined && <ProfileForm key={data.id} profile={data} onSaved={saved} />}
    </Section>
  );
}
