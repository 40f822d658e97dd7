/**
 * A JSON document that can say what JSON.stringify cannot: a key twice, a number as somebody
 * wrote it, text that is no value at all.
 * @typedef {{ kind: 'object', members: [key: string, value: Node][] } | { kind: 'list', items: Node[] }
 *   | { kind: 'raw', text: string }} Node
 */

/** @param {unknown} value @returns {Node} */
export function toNode(value) {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toNode) };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'object', members: Object.entries(value).map(([key, member]) => [key, toNode(member)]) };
  }
  return { kind: 'raw', text: JSON.stringify(value) };
}

/** Keys are kept as the text between the quotes. @param {Node} node @returns {string} */
export function toText(node) {
  if (node.kind === 'raw') return node.text;
  if (node.kind === 'list') return `[${node.items.map(toText).join(', ')}]`;
  return `{${node.members.map(([key, member]) => `"${key}": ${toText(member)}`).join(',\n')}}`;
}

/** @param {Node} node @returns {Node} */
export function copyOf(node) {
  return structuredClone(node);
}

/** Children, and how to put another in their place. @param {Node} node */
export function childrenOf(node) {
  if (node.kind === 'list') {
    return node.items.map((value, at) => ({ value, put: (next) => void (node.items[at] = next) }));
  }
  if (node.kind === 'object') {
    return node.members.map((member) => ({ value: member[1], put: (next) => void (member[1] = next) }));
  }
  return [];
}
