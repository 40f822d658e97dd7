import { describe, expect, it } from '@jest/globals';
import { presetSummaries } from '../jobs/preset-summaries.ts';
import { runCli } from '../testing/run-cli.ts';
import { moreLimits } from './more-limits.ts';

const NONE = {
  maxDelaySteps: null,
  delayMemorySlots: null,
  routingEntriesPerChip: null,
  fanOutCountsOwnCore: false,
  sharedKernels: false,
};

describe('moreLimits', () => {
  it.each<[string, Partial<typeof NONE> | Record<string, unknown>, string]>([
    ['none', {}, 'none'],
    ['delays', { maxDelaySteps: 62 }, 'delays to 62 steps'],
    ['slots', { delayMemorySlots: 4096 }, '4,096 delay slots/core'],
    ['routes', { routingEntriesPerChip: 1023 }, '1,023 routes/chip'],
    ['fan-out', { fanOutCountsOwnCore: true }, 'fan-out counts own core'],
    ['kernels', { sharedKernels: true }, 'kernels stored once'],
    [
      'all',
      {
        maxDelaySteps: 1,
        delayMemorySlots: 2,
        routingEntriesPerChip: 3,
        fanOutCountsOwnCore: true,
        sharedKernels: true,
      },
      'delays to 1 steps, 2 delay slots/core, 3 routes/chip, fan-out counts own core, kernels stored once',
    ],
  ])('says of %s', (_, some, text) => {
    expect(moreLimits({ ...NONE, ...some })).toBe(text);
  });

  it('stands in the list of presets and in its JSON', async () => {
    const { out } = await runCli('hw', 'list');
    for (const preset of presetSummaries()) {
      const line = out.split('\n').find((each) => each.startsWith(`${preset.name} `));
      expect(line).toContain(moreLimits(preset));
    }
    expect(out).toMatch(/^truenorth .*fan-out counts own core/m);
    expect(out).toMatch(/^spinnaker .*1,023 routes\/chip/m);
    expect(out).toMatch(/^loihi .*delays to 62 steps/m);
    const { presets } = JSON.parse((await runCli('hw', 'list', '--json')).out) as {
      presets: { name: string }[];
    };
    expect(presets.find(({ name }) => name === 'truenorth')).toMatchObject({
      maxDelaySteps: 15,
      fanOutCountsOwnCore: true,
    });
  });
});
