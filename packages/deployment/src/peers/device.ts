/** A device that was measured with a network, one input at a time. null = not published. */
export interface MeasuredDevice {
  readonly name: string;
  /** What it computed, and with what batch. */
  readonly workload: string;
  /** Watts without and with work. */
  readonly idleW: number | null;
  readonly runningW: number | null;
  readonly inferencesPerSecond: number | null;
  /** mJ of one inference: beyond idle, and altogether. */
  readonly dynamicMj: number | null;
  readonly totalMj: number | null;
  /** Share of right answers. */
  readonly accuracy: number | null;
  readonly source: string;
  readonly evidence: 'A' | 'B' | 'C' | 'U' | 'own' | 'model';
}

/** How often more one device takes than another, and what stands in the way of comparing them. */
export interface DeviceRatio {
  readonly runningPower: number | null;
  readonly dynamicEnergy: number | null;
  readonly totalEnergy: number | null;
  readonly latency: number | null;
  /** Empty = a fair comparison. */
  readonly marks: readonly string[];
}

/** `a` over `b`. @param tolerance share of accuracy in which the two may differ. */
export function compareDevices(a: MeasuredDevice, b: MeasuredDevice, tolerance: number): DeviceRatio {
  const ratio = (x: number | null, y: number | null): number | null =>
    x === null || y === null ? null : x / y;
  const ratios = {
    runningPower: ratio(a.runningW, b.runningW),
    dynamicEnergy: ratio(a.dynamicMj, b.dynamicMj),
    totalEnergy: ratio(a.totalMj, b.totalMj),
    latency: ratio(b.inferencesPerSecond, a.inferencesPerSecond),
  };
  const marks: string[] = [];
  if (a.workload !== b.workload) marks.push(`not the same work: ${a.workload}; ${b.workload}`);
  if (a.accuracy === null || b.accuracy === null) marks.push('accuracy unknown: equal accuracy is not shown');
  else if (Math.abs(a.accuracy - b.accuracy) > tolerance)
    marks.push(`unequal accuracy: ${percent(a.accuracy)} against ${percent(b.accuracy)}`);
  const unknown = Object.entries(ratios).filter(([, value]) => value === null);
  if (unknown.length > 0) marks.push(`unknown: ${unknown.map(([name]) => name).join(', ')}`);
  for (const { name, evidence } of [a, b])
    if (evidence === 'model') marks.push(`${name} is a model's estimate, not measured`);
  return { ...ratios, marks };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
