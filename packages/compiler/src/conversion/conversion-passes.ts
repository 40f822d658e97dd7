/**
 * The passes of a conversion from their text: `fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft;
 * quantise(bits=8); exercise(steps=32, images=200)`. What leads from one stage to the next may be left out.
 */
import {
  CONVERSIONS,
  CONVERSION_ORDER,
  type ConversionPass,
  type ConversionStageName,
} from '@nmap/conversion';
import { NmapError } from '@nmap/ir';
import { checkOrder, type StageLanguage } from '../check-order.ts';
import { optionFault } from '../option-fault.ts';
import { parsePassText } from '../pass-text.ts';
import { suggestPass } from '../suggest-pass.ts';

/** A pass with its options resolved. */
export interface ResolvedConversion {
  readonly definition: ConversionPass;
  readonly name: string;
  readonly from: ConversionStageName;
  readonly to: ConversionStageName;
  /** Complete: what is printed. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What is used where a person writes nothing. */
export const DEFAULT_CONVERSION =
  'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft; exercise(steps=32, images=200)';

/** What leads on from each stage where a text leaves it out. */
const STANDARD: Readonly<Partial<Record<ConversionStageName, string>>> = {
  trained: 'fold',
  folded: 'normalise/percentile',
  calibrated: 'pool/neurons',
  spiking: 'exercise',
};

const CONVERTING: StageLanguage<ConversionStageName> = {
  order: CONVERSION_ORDER,
  missing: () => null,
  usual:
    'Order: fold; maxpool/...; normalise/...; pool/...; then input, start, reset, bias, readout, quantise in any order; exercise',
};

/**
 * @param end where the passes lead at least: `spiking` leaves out to show images.
 * @throws NmapError (input) with the column of every fault, or naming what stands where it cannot.
 */
export function parseConversion(
  text: string,
  end: 'spiking' | 'exercised' = 'exercised',
): ResolvedConversion[] {
  const names = CONVERSIONS.map(({ name }) => name);
  const written = parsePassText(text, {
    definitions: CONVERSIONS,
    make: resolve,
    suggest: (name) => suggestPass(name, names),
    example: DEFAULT_CONVERSION,
  });
  const complete = withStandard(written, end);
  checkOrder('trained', complete, CONVERTING);
  return complete;
}

function resolve(definition: ConversionPass, options: Readonly<Record<string, unknown>>): ResolvedConversion {
  const { name, from, to } = definition;
  return { definition, name, from, to, options: definition.options.parse(options) };
}

/** Adds the standard pass wherever the next one starts from a later stage, and at the end. */
function withStandard(
  written: readonly ResolvedConversion[],
  end: ConversionStageName,
): ResolvedConversion[] {
  const complete: ResolvedConversion[] = [];
  let at: ConversionStageName = 'trained';
  const goOnTo = (stage: ConversionStageName): void => {
    while (CONVERSION_ORDER.indexOf(at) < CONVERSION_ORDER.indexOf(stage)) {
      const name = STANDARD[at];
      const definition = CONVERSIONS.find((each) => each.name === name)!;
      complete.push(resolve(definition, {}));
      at = definition.to;
    }
  };
  for (const pass of written) {
    goOnTo(pass.from);
    complete.push(pass);
    at = pass.to;
  }
  goOnTo(end);
  return complete;
}

/** The same passes as text, with every option: what is printed and can be given again. */
export function conversionText(passes: readonly ResolvedConversion[]): string {
  return passes
    .map(({ name, options }) => {
      const given = Object.entries(options).map(([key, value]) => `${key}=${String(value)}`);
      return given.length === 0 ? name : `${name}(${given.join(', ')})`;
    })
    .join('; ');
}

/**
 * The passes with other options for some of them, by name; passes that are not there are left out.
 * @throws NmapError (input) where a pass does not take the value.
 */
export function withOptions(
  passes: readonly ResolvedConversion[],
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): ResolvedConversion[] {
  return passes.map((pass) => {
    const { [pass.name]: change } = changes;
    if (change === undefined) return pass;
    const options = { ...pass.options, ...change };
    const { error } = pass.definition.options.safeParse(options);
    if (error === undefined) return resolve(pass.definition, options);
    const faults = error.issues.map((issue) => optionFault(pass.name, options, issue));
    throw new NmapError(
      'input',
      faults.map(({ message, hint }) => ({
        code: 'E1781',
        severity: 'error',
        where: 'conversion',
        message,
        hint,
      })),
    );
  });
}
