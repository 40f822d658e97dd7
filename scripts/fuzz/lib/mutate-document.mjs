import { childrenOf, copyOf } from './document.mjs';
import { HOSTILE_KEYS, HOSTILE_VALUES } from './hostile.mjs';
import { pick } from './mutate-bytes.mjs';

/** @typedef {import('@nmap/kernels').Rng} Rng @typedef {import('./document.mjs').Node} Node */

const raw = (text) => ({ kind: 'raw', text });

/** Goes down by chance, so that a long list weighs no more than its neighbours. @param {Node} root @param {Rng} rng */
function somewhere(root, rng) {
  let holder = { value: root, put: null };
  for (;;) {
    const children = childrenOf(holder.value);
    if (children.length === 0 || (holder.put !== null && rng.below(5) === 0)) return holder;
    holder = pick(rng, children);
  }
}

/** @param {string} key @param {Rng} rng */
function otherKey(key, rng) {
  const at = rng.below(Math.max(1, key.length));
  return pick(rng, [
    key.slice(0, at) + key.slice(at + 1),
    key.toUpperCase(),
    `${key}s`,
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    'x'.repeat(3000),
    ...HOSTILE_KEYS,
  ]);
}

const OBJECT_CHANGES = [
  (members, rng) => void members.splice(rng.below(members.length), 1),
  (members, rng) => {
    const member = pick(rng, members);
    member[0] = otherKey(member[0], rng);
  },
  (members, rng) => {
    const [key] = pick(rng, members);
    members.splice(rng.below(members.length + 1), 0, [key, raw(pick(rng, HOSTILE_VALUES))]);
  },
  (members, rng) => void members.push(copyOf(pick(rng, members))),
  (members, rng) => void members.push([otherKey(pick(rng, members)[0], rng), raw(pick(rng, HOSTILE_VALUES))]),
  (members) => void members.reverse(),
  (members, rng) => {
    const [a, b] = [pick(rng, members), pick(rng, members)];
    [a[1], b[1]] = [b[1], a[1]];
  },
];

const LIST_CHANGES = [
  (items) => void items.reverse(),
  (items) => void items.pop(),
  (items) => void items.shift(),
  (items) => void (items.length = 0),
  (items) => void items.push(...items.map(copyOf)),
  (items, rng) => void items.push(copyOf(pick(rng, items))),
  (items, rng) => void items.splice(rng.below(items.length), 0, raw(pick(rng, HOSTILE_VALUES))),
  (items, rng) => {
    const [a, b] = [rng.below(items.length), rng.below(items.length)];
    [items[a], items[b]] = [items[b], items[a]];
  },
  (items, rng) => {
    const many = pick(rng, [10, 300, 2000]);
    const item = pick(rng, items);
    for (let k = 0; k < many; k++) items.push(copyOf(item));
  },
];

/** Another leaf of the same kind. @param {string} text @param {Rng} rng */
function otherLeaf(text, rng) {
  if (/^-?\d/.test(text)) {
    const value = Number(text);
    const numbers = [value + 1, value - 1, -value, 0, value * 2, value / 2, value + 0.5, value * 1e9].map(
      String,
    );
    return pick(rng, [...numbers, `"${text}"`, `${text}.0`, `${text}e0`, `[${text}]`]);
  }
  if (text.startsWith('"')) {
    const inner = text.slice(1, -1);
    const words = [`${inner}x`, inner.slice(1), `${inner} `, inner.toUpperCase(), inner.repeat(300)];
    return `"${pick(rng, words).replaceAll('\\', '')}"`;
  }
  return pick(rng, ['true', 'false', 'null', '0', '1']);
}

function nested(value, depth, rng) {
  const [open, close] = pick(rng, [
    ['[', ']'],
    ['{"a": ', '}'],
  ]);
  return raw(`${open.repeat(depth)}${value}${close.repeat(depth)}`);
}

/** Changes a document in one place, in its own terms. @param {Node} root @param {Rng} rng @returns {Node} */
export function mutateDocument(root, rng) {
  const { value, put } = somewhere(root, rng);
  const place = (next) => {
    put(next);
    return root;
  };
  if (put !== null) {
    const chance = rng.below(value.kind === 'raw' ? 10 : 20);
    if (chance < 3) return place(raw(pick(rng, HOSTILE_VALUES)));
    if (chance === 3) return place(copyOf(somewhere(root, rng).value));
    if (chance === 4) return place(nested('1', pick(rng, [1, 3, 60, 600, 6000]), rng));
    if (value.kind === 'raw') return place(raw(otherLeaf(value.text, rng)));
  }
  if (value.kind === 'object' && value.members.length > 0) pick(rng, OBJECT_CHANGES)(value.members, rng);
  if (value.kind === 'list' && value.items.length > 0) pick(rng, LIST_CHANGES)(value.items, rng);
  return root;
}
