export { withSpikes } from './with-spikes.ts';
