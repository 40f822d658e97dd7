import { shortened } from './json/parse-json.ts';

/** One fault of a manifest file. */
export interface ManifestIssue {
  /** Where in the document: `cores[3].neurons.h[1]`; empty for the document as a whole. */
  readonly path: string;
  /** From 1; absent where the fault has no place in a text. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  /** form: not a manifest, or not readable. content: a well-formed manifest that says something impossible. output: a file that cannot be written. */
  readonly kind: 'form' | 'content' | 'output';
  readonly message: string;
}

/** How many faults the text of an error holds; all that are kept are in its `issues`. */
const IN_MESSAGE = 200;

/** A manifest that cannot be read or written. Carries every fault found, to a few hundred; the rest is counted. */
export class ManifestError extends Error {
  readonly fileName: string;
  readonly issues: readonly ManifestIssue[];

  constructor(fileName: string, issues: readonly ManifestIssue[], options?: ErrorOptions) {
    const lines = issues.slice(0, IN_MESSAGE).map((issue) => formatManifestIssue(fileName, issue));
    if (issues.length > IN_MESSAGE) lines.push(`... and ${issues.length - IN_MESSAGE} more.`);
    super(lines.join('\n'), options);
    this.name = 'ManifestError';
    this.fileName = fileName;
    this.issues = issues;
  }
}

/** `manifest.json:12:7: cores[3].tile: expected a number`. */
function formatManifestIssue(fileName: string, issue: ManifestIssue): string {
  const position = issue.line === undefined ? '' : `:${issue.line}:${issue.column ?? 1}`;
  return `${fileName}${position}: ${issue.path === '' ? '' : `${issue.path}: `}${issue.message}`;
}

/** `['cores', 3, 'neurons', 'a b']` -> `cores[3].neurons["a b"]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$-]{0,59}$/.test(String(step)))
      text += `${text === '' ? '' : '.'}${String(step)}`;
    else text += `[${JSON.stringify(shortened(String(step)))}]`;
  }
  return text;
}
