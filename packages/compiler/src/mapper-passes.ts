/** Every mapper as the function a library user calls: `hilbert({ order: 'given' })`. */
import * as mappers from '@nmap/mappers';
import { passFactory } from './pass.ts';

export const randomPartition = passFactory(mappers.partitionRandomPass);
export const sequential = passFactory(mappers.sequential);
export const streaming = passFactory(mappers.streaming);
export const greedy = passFactory(mappers.greedy);
export const louvain = passFactory(mappers.louvain);
export const multilevel = passFactory(mappers.multilevel);
export const exactPartition = passFactory(mappers.partitionExactPass);

export const randomPlacement = passFactory(mappers.randomPlacer);
export const rowMajor = passFactory(mappers.rowMajor);
export const zigzag = passFactory(mappers.zigzag);
export const hilbert = passFactory(mappers.hilbert);
export const forceDirected = passFactory(mappers.forceDirected);
export const multilevelPlacement = passFactory(mappers.multilevelPlacer);
export const tabu = passFactory(mappers.tabu);
export const exactPlacement = passFactory(mappers.exactPlacer);

export const swap = passFactory(mappers.swap);
export const anneal = passFactory(mappers.anneal);
export const joint = passFactory(mappers.joint);

export const routeXy = passFactory(mappers.xy);
export const routeMulticastTree = passFactory(mappers.multicastTree);
