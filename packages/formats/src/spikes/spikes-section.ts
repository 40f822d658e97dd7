/** What docs/formats.md says of files of recorded spikes. */
export function spikesSection(): string {
  return `## Recorded spikes

\`--spikes [POPULATION=]FILE\` of \`nmap place\`, \`inspect\`, \`convert\`, \`verify\` and \`export\` (\`--counts\` of \`simulate\`, where
\`--spikes\` are trains) takes the counts of a network from a recording; once for each population that has a file of its own.
They replace those of the network's file, and are part of what it is: \`verify\` needs the same counts. What was taken is
said in a note, a window that the recording decides in a warning.

| file | taken as |
| --- | --- |
| CSV, TSV | a heading names neuron and time (ms; time_s, time_us), step, or spikes (a count); population, where neurons count within theirs, else they are those of the flat network |
| lists (SpiNeMap) | a neuron to a line and its times in ms behind it; equal times count once |
| \`.npy\`, \`.npz\` | a raster: steps x neurons, steps x channels x rows x columns, neurons x steps, or width x height x channels x steps (lava-dl); a count for each neuron; arrays of an archive by the names of populations |
| SONATA spikes | by population, in the unit of the file; of an older file without populations by the name on the line |
| NIRGraphData | the observable called spikes of each node, or the only list of events; times in s |
| AEDAT 3.1 | polarity events: off and on are the channels of a population [2, rows, columns]; other versions are refused by their number |

    nmap place cnn.nir --hw loihi --spikes 1=activity.npy -o placement.json
    nmap verify placement.json --net cnn.nir --hw loihi --spikes 1=activity.npy
    nmap simulate placement.json --net cnn.nir --hw loihi --counts 1=activity.npy --write-spikes net.json

The last one writes a network file whose counts are the spikes of the replay, of \`--mode lif\` foremost.
`;
}
