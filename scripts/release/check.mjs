/**
 * npm run release:check: packs, installs from the registry in an empty folder as a user does, and runs there on every Node
 * that is supported. The tests do the same without a registry; this one also sees what npm makes of our dependencies.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLIC_NAME, stagePackage } from './stage-package.mjs';

/** The npm package `node` brings each of them without a download of its own. */
const NODES = ['20', '22', '24'];
const MOST_MIB = 60;

const work = mkdtempSync(join(tmpdir(), 'nmap-release-'));
const staged = join(work, 'staged');
const empty = join(work, 'empty');

function run(program, words, cwd) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${program} ${words.join(' ')} ended with ${status}\n${stdout}${stderr}`);
    process.exit(1);
  }
  return stdout;
}

try {
  const { version } = stagePackage(staged);
  const [{ filename, size, entryCount }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts'], staged),
  );
  console.log(`${filename}: ${entryCount} files, ${(size / 2 ** 20).toFixed(1)} MiB packed`);

  spawnSync('mkdir', ['-p', empty]);
  writeFileSync(join(empty, 'package.json'), '{ "type": "module", "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', join(staged, filename)], empty);
  checkInstalled(join(empty, 'node_modules'));

  writeFileSync(
    join(empty, 'program.js'),
    `import { place } from '${PUBLIC_NAME}';\nconst { manifest } = await place('node_modules/${PUBLIC_NAME}/examples/mlp.json', 'loihi', { preset: 'fast' });\nif (manifest.metrics.coresUsed !== 1) process.exit(1);\n`,
  );
  for (const node of NODES) {
    const on = (...words) => run('npx', ['--yes', '-p', `node@${node}`, 'node', ...words], empty);
    const command = `node_modules/${PUBLIC_NAME}/bin/nmap.js`;
    const net = `node_modules/${PUBLIC_NAME}/examples/lenet5.json`;
    if (on(command, '--version').trim() !== version) throw new Error(`--version is not ${version}`);
    on(command, 'place', net, '--hw', 'loihi', '--preset', 'fast', '-o', `node${node}.json`);
    on(command, 'verify', `node${node}.json`, '--net', net, '--hw', 'loihi');
    on('program.js');
    console.log(`Node ${on('--version').trim()}: places, verifies, is a library`);
  }
  const [first, ...others] = NODES.map((node) => readFileSync(join(empty, `node${node}.json`), 'utf8'));
  if (others.some((text) => text !== first)) throw new Error('the manifests of different Nodes differ');
  console.log('the same bytes on every Node');
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Every installed package: its licence, its scripts; and the size of all. */
function checkInstalled(modules) {
  const names = readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : name,
    );
  for (const name of names) {
    const { license, scripts = {} } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
    if (/GPL/.test(String(license))) throw new Error(`${name} is under ${license}`);
    for (const script of ['preinstall', 'install', 'postinstall'])
      if (script in scripts) throw new Error(`${name} runs ${script}: ${scripts[script]}`);
  }
  const bytes = readdirSync(modules, { recursive: true })
    .map((path) => statSync(join(modules, path)))
    .reduce((sum, { size }) => sum + size, 0);
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes > MOST_MIB)
    throw new Error(`${mebibytes.toFixed(0)} MiB are installed, at most ${MOST_MIB} should be`);
  console.log(
    `${names.length} packages, ${mebibytes.toFixed(0)} MiB installed, no install script, nothing under the GPL`,
  );
}
