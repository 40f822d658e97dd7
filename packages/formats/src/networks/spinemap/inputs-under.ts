/**
 * How many inputs stand under one number: k where the neuron lists each of its targets k times, one after the other, as
 * the parser writes a dense layer behind the input; else 1.
 */
export function inputsUnder(source: number, targetsOf: ReadonlyMap<number, readonly number[]>): number {
  const targets = targetsOf.get(source) ?? [];
  const count = targets.findIndex((target) => target !== targets[0]);
  const inputs = count < 0 ? targets.length : count;
  if (inputs < 2 || targets.length % inputs !== 0) return 1;
  const seen = new Set<number>();
  for (let at = 0; at < targets.length; at += inputs) {
    if (seen.has(targets[at])) return 1;
    seen.add(targets[at]);
    for (let k = 1; k < inputs; k++) if (targets[at + k] !== targets[at]) return 1;
  }
  return inputs;
}
