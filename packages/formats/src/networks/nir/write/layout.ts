import { axesOf, type NetworkSpec, type PopulationSpec } from '@nmap/ir';
import { formOf, type Form } from './forms.ts';

/** How a network is laid out in NIR. */
export interface Layout {
  /** Of each projection. */
  readonly forms: readonly Form[];
  /** Of the values of each population, by its id: [size] where a matrix leads to it. */
  readonly shapeOf: ReadonlyMap<string, readonly number[]>;
  /** Projections that are convolutions or pooling, and matrices here: NIR has no such window, or its source is a row. */
  readonly windowsAsMatrices: readonly number[];
}

/**
 * Shapes of populations and forms of projections that fit each other. A matrix makes a row of values, and NIR has no node
 * that gives a row a shape: so its target is in a row, and windows over that one become matrices, too. A row is made of
 * any shape by Flatten. Where all windows over a group of populations are one row high, they are of one dimension.
 */
export function layoutOf(spec: NetworkSpec): Layout {
  const { populations, projections } = spec;
  const byId = new Map(populations.map((population) => [population.id, population]));
  const whole = new Map(populations.map((population) => [population.id, wholeShape(population)]));
  const forms: Form[] = projections.map((_, index) => formOf(spec, index));
  const inRow = new Set(populations.filter(({ id }) => whole.get(id)!.length === 1).map(({ id }) => id));
  for (let changed = true; changed;) {
    changed = false;
    for (const [index, form] of forms.entries()) {
      const { from, to } = projections[index];
      if ((form.kind === 'conv' || form.kind === 'pool') && inRow.has(from)) {
        forms[index] = { kind: 'matrix' };
        changed = true;
      }
      if (inRow.has(to) || !makesRow(forms[index], inRow.has(from), whole.get(from)!, whole.get(to)!))
        continue;
      inRow.add(to);
      changed = true;
    }
  }
  const flat = rowsHigh(spec, forms, inRow, whole);
  const shapeOf = new Map<string, readonly number[]>();
  for (const [id, { size }] of byId) {
    const shape = whole.get(id)!;
    shapeOf.set(id, inRow.has(id) ? [size] : flat.has(id) ? [shape[0], shape[2]] : shape);
  }
  const windowsAsMatrices = projections.flatMap(({ connector }, index) =>
    (connector === 'conv2d' || connector === 'pool2d') && forms[index].kind === 'matrix' ? [index] : [],
  );
  return { forms, shapeOf, windowsAsMatrices };
}

/** Of two axes [rows, columns] an image of one channel. A single neuron is a row of one. */
function wholeShape({ size, shape = [size] }: PopulationSpec): readonly number[] {
  if (size === 1) return [1];
  return shape.length === 2 ? axesOf(shape) : shape;
}

/** Whether what a projection sends can only be taken as a row. */
function makesRow(form: Form, fromRow: boolean, from: readonly number[], to: readonly number[]): boolean {
  if (form.kind === 'matrix' || form.kind === 'dense') return true;
  if (form.kind === 'each') return fromRow || from.join() !== to.join();
  return (form.kind === 'conv' || form.kind === 'pool') && form.output.join() !== to.join();
}

/** Populations that are written as [channels, length], by id: those that convolutions over one row alone join. */
function rowsHigh(
  { projections }: NetworkSpec,
  forms: readonly Form[],
  inRow: ReadonlySet<string>,
  whole: ReadonlyMap<string, readonly number[]>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const joined = forms.map(({ kind }) => kind === 'conv' || kind === 'pool' || kind === 'each');
  for (const [index, form] of forms.entries())
    if (form.kind === 'conv' && isRow(form)) found.add(projections[index].from).add(projections[index].to);
  const keeps = (id: string): boolean =>
    !inRow.has(id) && whole.get(id)!.length === 3 && whole.get(id)![1] === 1;
  for (const id of found) if (!keeps(id)) found.delete(id);
  // One that cannot be so takes its neighbours with it, as what it sends them has two dimensions.
  for (let changed = true; changed;) {
    changed = false;
    for (const [index, form] of forms.entries()) {
      const { from, to } = projections[index];
      if (!joined[index] || inRow.has(from)) continue;
      const both = found.has(from) && (inRow.has(to) || found.has(to));
      const fits = form.kind === 'each' ? both : both && form.kind === 'conv' && isRow(form);
      for (const id of fits ? [] : [from, to]) changed = found.delete(id) || changed;
    }
  }
  return found;
}

function isRow({ window }: Extract<Form, { kind: 'conv' }>): boolean {
  return window.kernel[0] === 1 && window.padding[0] === 0 && window.behind[0] === 0;
}
