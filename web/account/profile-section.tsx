import { useQuery } from "@tanstack/react-query";
import { queryClient, valueOf } from "../query-client.ts";
import { getProfile } from "../people/people-by-http.ts";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ProfileForm } from "./profile-form.tsx";

const PROFILE = ["profile"] as const;

/** Who one is to others. */
export function ProfileSection() {
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
    <Section title="Profile" about="This is how others see you.">
      <SectionTrouble says={data === undefined ? (error?.message ?? null) : null} />
      {data === undefined && error === null && (
        <SkeletonRows rows={2} label="Loading your profile" />
      )}
      {data !== undefined && <ProfileForm key={data.id} profile={data} onSaved={saved} />}
    </Section>
  );
}
