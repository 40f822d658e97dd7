/** What `npm publish` would send, packed, unpacked in an empty folder, and used as people use it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build, program } from '../../packages/cli/src/testing/processes.ts';
import { temporaryFolder } from '../../packages/cli/src/testing/run-cli.ts';

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
}
const path = './workspace.mjs';
const { ROOT, workspacePackages } = (await import(path)) as {
  readonly ROOT: string;
  readonly workspacePackages: () => { readonly folder: string; readonly manifest: PackageJson }[];
};

/** Licences without a name that tools know: h5wasm's is that of NIST, free to use and to pass on. */
const READ_BY_HAND: Readonly<Record<string, string>> = { h5wasm: 'SEE LICENSE IN LICENSE.txt' };

const empty = temporaryFolder();
const installed = join(empty, 'node_modules/neuromap');
let files: string[];
let manifest: PackageJson;

function run(program: string, ...words: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(program, words, {
    cwd: empty,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}
const nmap = (...words: string[]) => run(process.execPath, join(installed, 'bin/nmap.js'), ...words);

beforeAll(() => {
  build();
  const staged = join(program, '../..');
  manifest = JSON.parse(readFileSync(join(staged, 'package.json'), 'utf8')) as PackageJson;
  const into = temporaryFolder();
  const words = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', into];
  const packed = spawnSync('npm', words, { cwd: staged, encoding: 'utf8' });
  expect([packed.status, packed.status === 0 ? '' : packed.stderr]).toEqual([0, '']);
  const [{ filename }] = JSON.parse(packed.stdout) as { filename: string }[];
  mkdirSync(installed, { recursive: true });
  expect(run('tar', '-xzf', join(into, filename), '--strip-components=1', '-C', installed).status).toBe(0);
  files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  // What npm would fetch, from where the workspace has it; glpk.js is not among it.
  for (const name of Object.keys(manifest.dependencies ?? {}).filter((one) => !one.startsWith('@nmap/'))) {
    mkdirSync(dirname(join(empty, 'node_modules', name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(empty, 'node_modules', name));
  }
});

describe('the packed package', () => {
  it('has one version everywhere, and the changelog tells of it', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageJson;
    for (const { folder, manifest: one } of workspacePackages()) {
      expect([folder, one.version]).toEqual([folder, version]);
      for (const [name, range] of Object.entries(one.dependencies ?? {}))
        if (name.startsWith('@nmap/')) expect([folder, name, range]).toEqual([folder, name, version]);
    }
    expect(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).toContain(`## ${version}\n`);
    expect(manifest).toMatchObject({ name: 'neuromap', version });
  });

  it('holds what a user needs, and nothing of our tests or sources', () => {
    for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md', 'examples/lenet5.json'])
      expect(files).toContain(name);
    const ours = files.filter((name) => /\.test\.|\/src\/|\/testing\/|testkit|\.map$|nmap-source/.test(name));
    expect(ours).toEqual([]);
    for (const { types, default: code } of Object.values(manifest.exports)) {
      expect(files).toContain(types.slice(2));
      expect(files).toContain(code.slice(2));
    }
    for (const script of ['preinstall', 'install', 'postinstall'])
      expect(readFileSync(join(installed, 'package.json'), 'utf8')).not.toContain(`"${script}"`);
  });

  it('holds joined modules: of those that were compiled only what leads to them, and the pages of the report', () => {
    const compiled = files.filter((name) => name.startsWith('node_modules/') && name.endsWith('.js'));
    const left = compiled.filter((name) => !name.startsWith('node_modules/@nmap/report/dist/'));
    expect(left).toContain('node_modules/@nmap/cli/dist/index.js');
    for (const name of left) {
      const [, to] = /^export \* from '(.*)';\n$/.exec(readFileSync(join(installed, name), 'utf8')) ?? [];
      expect([name, dirname(join(name, '..', to))]).toEqual([name, 'modules']);
      expect(files).toContain(join(name, '..', to));
    }
    for (const name of files.filter((one) => one.startsWith('modules/') && one.endsWith('.js')))
      expect([name, readFileSync(join(installed, name), 'utf8').includes(ROOT)]).toEqual([name, false]);
    expect(files).toEqual(expect.arrayContaining(['modules/echarts-LICENSE', 'modules/echarts-NOTICE']));
  });

  it('asks for nothing under the GPL', () => {
    expect(Object.keys(manifest.dependencies ?? {})).not.toContain('glpk.js');
    for (const name of Object.keys(manifest.dependencies ?? {}).filter((one) => !one.startsWith('@nmap/'))) {
      const { license } = JSON.parse(
        readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
      ) as { license?: string };
      if (name in READ_BY_HAND) expect([name, license]).toEqual([name, READ_BY_HAND[name]]);
      else
        expect([name, license]).toEqual([
          name,
          expect.stringMatching(/^\(?(MIT|ISC|Apache-2\.0|BSD-\S+)( AND BSD-\S+)?\)?$/),
        ]);
    }
  });

  it('places and verifies from the command', () => {
    const net = join(installed, 'examples/mlp.json');
    const placed = nmap('place', net, '--hw', 'loihi', '--preset', 'fast', '-o', 'm.json');
    expect([placed.status, placed.stderr]).toEqual([0, expect.stringContaining('placed and verified')]);
    expect(nmap('verify', 'm.json', '--net', net, '--hw', 'loihi').status).toBe(0);
    expect(nmap('--version').stdout.trim()).toBe(manifest.version);
    expect(nmap('explain', 'E2104').status).toBe(0);
  });

  it('draws the plots of a comparison, with what draws them inside', () => {
    expect(Object.keys(manifest.dependencies ?? {})).not.toContain('echarts');
    const net = join(installed, 'examples/mlp.json');
    const words = ['compare', net, '--hw', 'loihi', '--mappers', 'pacman,jin2023', '-o', 'study'];
    expect(nmap(...words).status).toBe(0);
    const drawn = readdirSync(join(empty, 'study'), { recursive: true, encoding: 'utf8' });
    expect(drawn.filter((name) => name.endsWith('.svg'))).not.toEqual([]);
  });

  it('says what to install where an exact pass lacks its solver', () => {
    const population = { id: 'a', size: 6, spikes: 1 };
    const projection = { from: 'a', to: 'a', connector: 'fixed-fan-out', n: 2 };
    const net = { format: 'nmap-network', version: 1, populations: [population], projections: [projection] };
    writeFileSync(join(empty, 'net.json'), JSON.stringify(net));
    const chip = 'topology: { kind: mesh, width: 2, height: 2 }\ncore: { neurons: 2 }\n';
    writeFileSync(join(empty, 'chip.yaml'), `format: nmap-hardware\nversion: 1\nname: chip\n${chip}`);
    const refused = nmap(
      'place',
      'net.json',
      '--hw',
      'chip.yaml',
      '--pipeline',
      'partition/exact; place/hilbert',
    );
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('E1990')]);
  });

  it('says what to install where a queue lacks BullMQ', () => {
    const refused = nmap('worker', '--redis', 'redis://127.0.0.1:1');
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^error E1991 (bullmq|ioredis): is not installed/),
    ]);
  });

  it('is a library with types', () => {
    writeFileSync(
      join(empty, 'program.ts'),
      `import { place, type PlacedNetwork } from 'neuromap';
import { simulate } from 'neuromap/simulator';
const placed: PlacedNetwork = await place('node_modules/neuromap/examples/mlp.json', 'loihi', { preset: 'fast' });
console.log([placed.manifest.metrics.coresUsed, typeof simulate].join(" "));
`,
    );
    writeFileSync(join(empty, 'package.json'), '{ "type": "module" }');
    const options = [
      '--module',
      'nodenext',
      '--target',
      'es2022',
      // Without the browser's types, which take as long as all others.
      '--lib',
      'es2022',
      '--strict',
      '--skipLibCheck',
      '--types',
      'node',
    ];
    const roots = ['--typeRoots', join(ROOT, 'node_modules/@types')];
    const compiled = run(
      process.execPath,
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...options,
      ...roots,
      'program.ts',
    );
    expect([compiled.status, compiled.stdout]).toEqual([0, '']);
    const ran = run(process.execPath, 'program.js');
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, '1 function\n', '']);
  });
});
