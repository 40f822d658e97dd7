export { withSpikes, type Spiked } from './with-spikes.ts';
