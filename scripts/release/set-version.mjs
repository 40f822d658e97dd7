/** npm run release:version -- 0.3.0: the one place where the version is changed. Writes every package.json; the changelog is yours. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, workspacePackages } from './workspace.mjs';

const version = process.argv[2];
if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '')) {
  console.error('Say which: npm run release:version -- 0.3.0');
  process.exit(2);
}
for (const path of [
  'package.json',
  ...workspacePackages().map(({ folder }) => `packages/${folder}/package.json`),
]) {
  const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
  manifest.version = version;
  for (const name of Object.keys(manifest.dependencies ?? {}))
    if (name.startsWith('@nmap/')) manifest.dependencies[name] = version;
  writeFileSync(join(ROOT, path), `${JSON.stringify(manifest, null, 2)}\n`);
}
console.log(
  `${version} everywhere. Now: npm install --package-lock-only, a heading "## ${version}" in CHANGELOG.md, npm run release:check.`,
);
