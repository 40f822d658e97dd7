import { readFileSync } from 'node:fs';

/** A compiled module of the page, as the build laid it beside this one. @param path such as `page/main.js`. */
export function readPageModule(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}
