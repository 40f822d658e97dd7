/** What stands beside a total that is not to be taken as it is: `partial, unverified constants`; empty where it is. */
export function energyMarks({
  partial,
  unverified = [],
}: {
  readonly partial: boolean;
  readonly unverified?: readonly string[];
}): string {
  return [...(partial ? ['partial'] : []), ...(unverified.length === 0 ? [] : ['unverified constants'])].join(
    ', ',
  );
}

/** Which constants those are, as a line below the table; none where there are none. */
export function unverifiedLine({ unverified }: { readonly unverified: readonly string[] }): string[] {
  return unverified.length === 0
    ? []
    : [`unverified constants (evidence U: no public source confirms their value): ${unverified.join(', ')}`];
}
