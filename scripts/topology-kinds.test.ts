/**
 * A topology is asked, never compared by name: what depends on its kind stands in `ir/src/topology`, so that a new
 * one is a folder and a line. A hardware file's kind is looked up with `topologyKind`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { TOPOLOGY_NAMES } from '@nmap/ir';

const packages = new URL('../packages/', import.meta.url).pathname;
const sources = readdirSync(packages)
  .flatMap((name) =>
    readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${name}/src/${file}`,
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/testing/'))
  .filter((file) => !file.startsWith('ir/src/topology/'));

/** Names that mean nothing else; `tree` is also a scheme of multicast, so it counts only beside a kind. */
const NAMES = TOPOLOGY_NAMES.filter((name) => name !== 'tree');

/** Comparisons with the name of a topology, and switches over a kind of topology. */
function askedIn(text: string): string[] {
  // What names neither a kind nor a topology cannot ask, and need not be parsed.
  if (![...NAMES, 'kind'].some((name) => text.includes(name))) return [];
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const ofKind = /(topology|description|chip|target|grid)\w*\??\.kind$/;
  const isName = (node: ts.Node): boolean =>
    ts.isStringLiteralLike(node) && NAMES.includes(node.text as never);
  const isKind = (node: ts.Node): boolean =>
    ofKind.test(node.getText(source)) || node.getText(source) === 'kind';
  const isTree = (node: ts.Node): boolean => ts.isStringLiteralLike(node) && node.text === 'tree';
  const comparing = [
    ts.SyntaxKind.EqualsEqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsEqualsToken,
    ts.SyntaxKind.EqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsToken,
  ];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && comparing.includes(node.operatorToken.kind)) {
      const { left, right } = node;
      if (
        isName(left) ||
        isName(right) ||
        ofKind.test(left.getText(source)) ||
        ofKind.test(right.getText(source))
      )
        found.push(node.getText(source));
      else if ((isKind(left) && isTree(right)) || (isTree(left) && isKind(right)))
        found.push(node.getText(source));
    }
    if (ts.isSwitchStatement(node) && ofKind.test(node.expression.getText(source)))
      found.push(`switch (${node.expression.getText(source)})`);
    if (ts.isCaseClause(node) && isName(node.expression)) found.push(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it.each([
  ["if (topology.kind === 'ring') {}", 1],
  ["const { kind } = topology; if ('tree' !== kind) {}", 1],
  ["switch (description.kind) { case 'mesh': break; }", 2],
  ['if (target.topology.kind != other) {}', 1],
  ["if (multicast === 'tree' && distance.kind === 'plane') {}", 0],
  ['const text = `${topology.kind} of ${n}`;', 0],
])('sees what asks for a kind: %s', (text, count) => {
  expect(askedIn(text)).toHaveLength(count);
});

it('is asked nowhere outside ir/src/topology', () => {
  const asked = sources.flatMap((file) =>
    askedIn(readFileSync(join(packages, file), 'utf8')).map((what) => `${file}: ${what}`),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(asked).toEqual([]);
});
