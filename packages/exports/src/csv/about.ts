import type { ExporterAbout } from '../exporter.ts';

export const aboutCsv = {
  name: 'csv',
  called: 'a table of neurons (CSV)',
  files: null,
  holds:
    'population,first,last,core,chip,tile,x,y: a line for each range of neurons, first and last within the population, both included, by core; of a graph of clusters node,core,chip,tile,x,y',
  limits: 'external populations come last, their core is "port"; the cost of the placement is not in it',
} as const satisfies ExporterAbout;
