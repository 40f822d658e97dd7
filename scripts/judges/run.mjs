/**
 * `npm run judges [-- HW]`: independent simulators run exported placements of several networks and mappers, and confirm our
 * numbers. Each judge is a program that an environment variable names (SANAFE_SIM, NOXIM); one that is not named is
 * skipped. Exit 1 where a claim does not hold. HW is another chip than that of the cases, such as an architecture of SANA-FE.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NETWORKS } from './cases.mjs';
import { brokenClaims } from './claims.mjs';
import { noxim } from './noxim.mjs';
import { placeAll } from './place-all.mjs';
import { sanaFe } from './sana-fe.mjs';

const JUDGES = [sanaFe, noxim];

const folder = mkdtempSync(join(tmpdir(), 'nmap-judges-'));
try {
  process.exitCode = await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const present = JUDGES.flatMap((judge) => {
    const program = process.env[judge.variable] ?? '';
    if (program === '') console.log(`${judge.name}: skipped; ${judge.variable} names no program.`);
    else if (!existsSync(program))
      console.log(`${judge.name}: skipped; ${judge.variable} is ${program}, and there is no such file.`);
    else return [{ judge, program: resolve(program) }];
    return [];
  });
  if (present.length === 0) return 0;
  const broken = [];
  const rows = [];
  for (const network of NETWORKS) {
    const placements = await placeAll(network, folder, process.argv[2]);
    for (const { judge, program } of present) {
      const judged = [];
      for (const placement of placements) {
        const where = join(folder, `${judge.variable}-${network.name}-${placement.mapper}`);
        judged.push({ ...placement, theirs: await judge.judge(program, placement, where) });
      }
      broken.push(...brokenClaims(judged).map((claim) => `${judge.name}: ${claim}`));
      rows.push(...judged.map((one) => rowOf(judge.name, one)));
    }
  }
  console.table(rows);
  if (broken.length === 0) {
    console.log(
      `All claims hold: ${rows.length} placements, ${present.map(({ judge }) => judge.name).join(' and ')}.`,
    );
    return 0;
  }
  for (const claim of broken) console.log(`BROKEN: ${claim}`);
  return 1;
}

function rowOf(judge, { network, mapper, ours, theirs }) {
  const relative = theirs.networkPj === undefined ? null : Math.abs(theirs.networkPj / ours.networkPj - 1);
  return {
    judge,
    network,
    mapper,
    packets: ours.packets,
    'their packets': theirs.packets ?? theirs.received,
    hops: ours.hops,
    'their hops': theirs.hops ?? '',
    'network energy, pJ': Math.round(ours.networkPj),
    'off by': relative === null ? '' : relative.toExponential(1),
  };
}
