/**
 * The package that people install, laid out in a folder: `neuromap`, since `nmap` on npm is a port scanner's wrapper and the
 * scope @nmap is not ours. It holds the workspace's packages as bundled dependencies, for their declarations and files, their
 * modules joined, and asks npm for those of others, but for glpk.js (GPL-3.0): who wants the exact passes installs it.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { joinModules } from './join-modules.mjs';
import { ROOT, readJson, workspacePackages } from './workspace.mjs';

export const PUBLIC_NAME = 'neuromap';

/** The public API: a file for each entry, which says name by name what a program may import. */
const PUBLIC_API = fileURLToPath(new URL('public-api/', import.meta.url));

/** `index` is `neuromap` itself, `simulator` is `neuromap/simulator`, and so on. */
export const ENTRIES = readdirSync(PUBLIC_API)
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

/** Packages of the workspace that no other one needs at run time. */
const NOT_SHIPPED = ['testkit'];

/** Installed whole it is 62 MiB, of which the plots use one: that comes along, joined with the module that draws. */
const BUNDLED = 'echarts';

/** Writes the package into `folder`, which is emptied first; the workspace has to be built. @returns its package.json */
export function stagePackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const shipped = workspacePackages().filter(({ folder: name }) => !NOT_SHIPPED.includes(name));
  for (const { folder: name, manifest } of shipped) ship(name, manifest, folder);
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) cpSync(join(ROOT, file), join(folder, file));
  cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/nmap.js'), readFileSync(new URL('bin.mjs', import.meta.url)), {
    mode: 0o755,
  });
  for (const name of ENTRIES) writeEntry(name, folder);
  const manifest = publicManifest(shipped);
  const others = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  joinModules(
    folder,
    {
      ...Object.fromEntries(ENTRIES.map((name) => [name, `${name}.js`])),
      ...Object.fromEntries(shipped.flatMap(({ manifest: one }) => entriesOf(one))),
    },
    others.filter((name) => !name.startsWith('@nmap/')),
  );
  for (const file of ['LICENSE', 'NOTICE'])
    cpSync(join(ROOT, 'node_modules', BUNDLED, file), join(folder, 'modules', `${BUNDLED}-${file}`));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** An entry holds names and nothing else: as it stands it is its own declaration, and code without its types. */
function writeEntry(name, folder) {
  const text = readFileSync(join(PUBLIC_API, `${name}.ts`), 'utf8');
  const { module, target } = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const compilerOptions = { module, target, verbatimModuleSyntax: true };
  writeFileSync(join(folder, `${name}.d.ts`), text);
  writeFileSync(join(folder, `${name}.js`), ts.transpileModule(text, { compilerOptions }).outputText);
}

/** What the examples import of a package of the workspace: its index, and what else it exports. */
function entriesOf({ name, exports }) {
  const folder = name.replace('@nmap/', '');
  return Object.values(exports).map(({ default: path }) => [
    `${folder}-${path.replace(/^.*\/|\.js$/g, '')}`,
    `node_modules/${name}/${path.slice(2)}`,
  ]);
}

/** One package of the workspace, compiled, without what only our own tests read. */
function ship(name, manifest, folder) {
  const to = join(folder, 'node_modules', manifest.name);
  mkdirSync(to, { recursive: true });
  for (const file of manifest.files)
    cpSync(join(ROOT, 'packages', name, file), join(to, file), {
      recursive: true,
      filter: (source) =>
        !/\.(js|d\.ts)\.map$|\.test\.(js|d\.ts)$|\.tsbuildinfo$|\/testing(\/|$)/.test(source),
    });
  const { devDependencies: _ours, ...rest } = manifest;
  const { [BUNDLED]: _bundled, ...dependencies } = rest.dependencies ?? {};
  const exports = Object.fromEntries(
    Object.entries(rest.exports).map(([key, { 'nmap-source': _source, ...compiled }]) => [key, compiled]),
  );
  writeFileSync(join(to, 'package.json'), `${JSON.stringify({ ...rest, dependencies, exports }, null, 2)}\n`);
}

function publicManifest(shipped) {
  const root = readJson(join(ROOT, 'package.json'));
  const dependencies = {};
  const optional = {};
  for (const { manifest } of shipped) {
    for (const [name, range] of Object.entries(manifest.dependencies ?? {}))
      if (!name.startsWith('@nmap/') && name !== BUNDLED)
        dependencies[name] = agreed(name, dependencies[name], range);
    Object.assign(optional, manifest.peerDependencies);
  }
  const ours = shipped.map(({ manifest }) => manifest.name).sort();
  return {
    name: PUBLIC_NAME,
    version: root.version,
    description: root.description,
    keywords: [
      'spiking-neural-network',
      'neuromorphic',
      'loihi',
      'truenorth',
      'spinnaker',
      'mapping',
      'placement',
    ],
    license: root.license,
    ...(root.repository === undefined ? {} : { repository: root.repository }),
    type: 'module',
    engines: root.engines,
    bin: { nmap: 'bin/nmap.js', neuromap: 'bin/nmap.js' },
    exports: Object.fromEntries(
      ENTRIES.map((name) => [
        name === 'index' ? '.' : `./${name}`,
        { types: `./${name}.d.ts`, default: `./${name}.js` },
      ]),
    ),
    dependencies: {
      ...Object.fromEntries(ours.map((name) => [name, root.version])),
      ...Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    bundleDependencies: ours,
    peerDependencies: optional,
    peerDependenciesMeta: Object.fromEntries(Object.keys(optional).map((name) => [name, { optional: true }])),
  };
}

function agreed(name, before, range) {
  if (before !== undefined && before !== range)
    throw new Error(`packages ask for ${name} ${before} and ${range}: agree on one`);
  return range;
}
