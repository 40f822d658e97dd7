/** The site's makers with their types: they are plain JavaScript, so that they run without a build of their own. */
export interface Page {
  readonly path: string;
  readonly source: string;
  readonly title: string;
  readonly markdown: string;
}
export interface Site {
  /** Text by place in the site. */
  readonly files: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
}

const from = async (path: string): Promise<unknown> => import(path);

// One after the other: jest links no two modules at once.
export const { collectPages } = (await from('./collect-pages.mjs')) as {
  readonly collectPages: () => Promise<readonly Page[]>;
};
export const { renderSite } = (await from('./render-site.mjs')) as {
  readonly renderSite: () => Promise<Site>;
};
export const { ROOT } = (await from('./pages/documents.mjs')) as { readonly ROOT: string };
