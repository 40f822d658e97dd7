/** The API reference: what `@nmap/compiler`, the door of the library, and the packages beside it export. */
import { Application } from 'typedoc';
import { ROOT } from './pages/documents.mjs';

/** Packages that a program imports; the rest are behind them. */
export const PUBLIC_PACKAGES = ['compiler', 'simulator', 'manifest', 'ir', 'hardware', 'formats', 'exports'];

export async function writeApiReference(folder) {
  const app = await Application.bootstrap({
    name: 'nmap',
    entryPoints: PUBLIC_PACKAGES.map((name) => `${ROOT}packages/${name}/src/index.ts`),
    tsconfig: `${ROOT}tsconfig.json`,
    readme: 'none',
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
  for (const module of project.children ?? []) module.name = `@nmap/${module.name.split('/')[0]}`;
  await app.generateDocs(project, folder);
}
