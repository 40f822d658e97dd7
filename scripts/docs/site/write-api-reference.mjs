/** The API reference: what a program may import, entry by entry, as `scripts/release/public-api` lists it. */
import { Application } from 'typedoc';
import { ENTRIES, PUBLIC_NAME } from '../../release/stage-package.mjs';
import { ROOT } from './pages/documents.mjs';

export async function writeApiReference(folder) {
  const app = await Application.bootstrap({
    name: 'nmap',
    entryPoints: ENTRIES.map((name) => `${ROOT}scripts/release/public-api/${name}.ts`),
    tsconfig: `${ROOT}tsconfig.test.json`,
    readme: 'none',
    groupOrder: ['Functions', 'Variables', 'Classes', '*'],
    disableSources: true,
    excludePrivate: true,
    excludeInternal: true,
    skipErrorChecking: true,
    validation: false,
    logLevel: 'Warn',
    navigationLinks: { Documentation: '../index.html' },
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc found nothing to document');
  // They are imported by these names.
  for (const module of project.children ?? [])
    module.name = module.name === 'index' ? PUBLIC_NAME : `${PUBLIC_NAME}/${module.name}`;
  await app.generateDocs(project, folder);
}
