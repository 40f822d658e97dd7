import type { Problem } from '@nmap/ir';

/** The same problem for cores that hear and send less; Infinity = as much as they can. */
export function withTighterAxons(problem: Problem, mostIn: number, mostOut: number): Problem {
  if (mostIn === Infinity && mostOut === Infinity) return problem;
  const least = (own: number | null, given: number): number | null =>
    given === Infinity ? own : Math.min(own ?? Infinity, given);
  const classes = problem.target.classes.map((each) => {
    const { inputAxons, outputAxons } = each.limits;
    const limits = {
      ...each.limits,
      inputAxons: least(inputAxons, mostIn),
      outputAxons: least(outputAxons, mostOut),
    };
    return { ...each, limits };
  });
  return { ...problem, target: { ...problem.target, classes } };
}
