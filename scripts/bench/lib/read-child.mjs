/** `node read-child.mjs nmap|json FILE`: reads a network file one way, prints seconds and what it found. */
import { readFileSync } from 'node:fs';
import { loadNetwork } from '@nmap/compiler';

const [way, file] = process.argv.slice(2);
const started = performance.now();
const spec = way === 'json' ? JSON.parse(readFileSync(file, 'utf8')) : (await loadNetwork(file)).spec;
const timeS = (performance.now() - started) / 1000;
const synapses = spec.projections.reduce((sum, { pre }) => sum + pre.length, 0);
console.log(JSON.stringify({ timeS, synapses }));
