/** Every command, in the order of `nmap --help`. */
import type { Command } from './command.ts';
import { convert } from './convert.ts';
import { deploy } from './deploy.ts';
import { explain } from './explain.ts';
import { exporting } from './export.ts';
import { formats } from './formats.ts';
import { generate } from './generate.ts';
import { hw } from './hw.ts';
import { inspect } from './inspect.ts';
import { mappers } from './mappers.ts';
import { place } from './place.ts';
import { report } from './report.ts';
import { schema } from './schema.ts';
import { simulate } from './simulate.ts';
import { train } from './train.ts';
import { verify } from './verify.ts';
import { where } from './where.ts';
import { compare } from './compare.ts';
import { worker } from './worker.ts';

export const COMMANDS: readonly Command[] = [
  place,
  verify,
  simulate,
  report,
  exporting,
  where,
  inspect,
  hw,
  mappers,
  formats,
  generate,
  convert,
  train,
  deploy,
  schema,
  compare,
  worker,
  explain,
];
