/**
 * The playground in a real browser, opened from disk: what it gives is what the command gives. Needs Chromium: the one that NMAP_CHROMIUM names, or Debian's. Without one these tests are skipped, and say so.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from '../../../packages/cli/src/testing/processes.ts';
import { runCli, temporaryFolder } from '../../../packages/cli/src/testing/run-cli.ts';
import { lif, linear, nirBytes, port } from '../../../packages/formats/src/networks/nir/testing/nir-file.ts';
import { ROOT } from '../site/for-tests.ts';

const path = './files.mjs';
const { playgroundFiles } = (await import(path)) as {
  readonly playgroundFiles: (menu: readonly unknown[]) => Promise<ReadonlyMap<string, string>>;
};
const CANDIDATES = [process.env['NMAP_CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const executablePath = CANDIDATES.find((candidate) => candidate !== '' && existsSync(candidate));
const inBrowser = executablePath === undefined ? describe.skip : describe;

const folder = temporaryFolder();
const MOST_BYTES = { 'playground.js': 2e6, 'playground-hdf5.js': 5e6 };

inBrowser(`the playground${executablePath === undefined ? ' (skipped: set NMAP_CHROMIUM)' : ''}`, () => {
  let browser: Browser;
  let page: Page;
  /** Whatever the page says or asks for beyond the files beside it. */
  const said: string[] = [];

  beforeAll(async () => {
    build();
    const files = await playgroundFiles([]);
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    for (const name of ['style.css', 'search.js'])
      writeFileSync(join(folder, name), readFileSync(join(ROOT, 'scripts/docs/site', name)));
    writeFileSync(join(folder, 'search-index.js'), 'const SEARCH_INDEX = [];');
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    page = await browser.newPage({ acceptDownloads: true });
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`file://${folder}/`) && !/^(data|blob|about):/.test(url)) said.push(url);
    });
    await page.goto(`file://${folder}/playground.html`);
  });
  afterAll(async () => browser.close());

  /** Presses Place and waits for what comes. */
  async function place(): Promise<string> {
    await page.click('#place');
    await page.waitForSelector('#answer:not([hidden])', { timeout: 200_000 });
    return page.textContent('#outcome').then((text) => text ?? '');
  }

  async function save(words: string): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`text=${words}`)]);
    const target = join(folder, download.suggestedFilename());
    await download.saveAs(target);
    return target;
  }

  /** The manifest of the command that the page shows, run in the folder of the files. */
  async function manifestOfCommand(): Promise<string> {
    const words = ((await page.textContent('#command')) ?? '').split(' ').slice(1, -1);
    const before = process.cwd();
    process.chdir(folder);
    const { exit, err } = await runCli(...words, 'of-command.json').finally(() => {
      process.chdir(before);
    });
    expect([exit, err]).toEqual([0, expect.stringContaining('placed and verified')]);
    return readFileSync(join(folder, 'of-command.json'), 'utf8');
  }

  const own = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  const choose = async (network: string, hardware: string, seed = 1): Promise<void> => {
    await page.setInputFiles('#network', network);
    if (hardware.endsWith('.yaml')) await page.setInputFiles('#hardware-file', hardware);
    else await page.selectOption('#hardware', hardware);
    await page.selectOption('#preset', 'fast');
    await page.fill('#seed', String(seed));
  };

  it('is of a stated size', async () => {
    for (const [name, most] of Object.entries(MOST_BYTES)) {
      const bytes = readFileSync(join(folder, name)).length;
      expect(bytes).toBeLessThan(most);
      expect(await page.textContent('main')).toContain(`${(bytes / 1e6).toFixed(1)} MB`);
    }
  });

  it('places an example: the bytes of the command, and its report', async () => {
    expect(await place()).toBe('Placed and verified');
    const manifest = await save('Save the manifest');
    await save("Save the network's file");
    expect(readFileSync(manifest, 'utf8')).toBe(await manifestOfCommand());
    const report = page.frames().find((frame) => frame.url().startsWith('blob:'))!;
    await report.waitForSelector('main[data-ready]');
    expect(await report.textContent('h1')).toBe('lenet5 on loihi');
    expect(readFileSync(await save('Save the report'), 'utf8')).toContain('<title>lenet5 on loihi</title>');
    expect(said).toEqual([]);
  });

  const json = readFileSync(join(ROOT, 'examples/mlp.json'), 'utf8');
  const net = {
    in: port('Input', 2),
    dense: linear(3, 2),
    cells: lif(3),
    out: port('Output', 3),
  };
  const chain = [
    ['in', 'dense'],
    ['dense', 'cells'],
    ['cells', 'out'],
  ] as const;

  it.each([
    ['JSON on a chip of my own', () => own('mlp.json', json), 'examples/loihi.yaml', 7],
    ['gzip', () => own('packed.json.gz', gzipSync(json)), 'spinnaker', 1],
    ['NIR', async () => own('cells.nir', await nirBytes(net, chain)), 'truenorth', 1],
  ])('reads %s: the bytes of the command', async (_what, make, hardware, seed) => {
    const chip = hardware.endsWith('.yaml')
      ? own('chip.yaml', readFileSync(join(ROOT, hardware), 'utf8'))
      : hardware;
    await choose(await make(), chip, seed);
    const outcome = await place();
    expect([outcome, await page.textContent('#diagnostics')]).toEqual([
      'Placed and verified',
      expect.not.stringContaining('E'),
    ]);
    expect(readFileSync(await save('Save the manifest'), 'utf8')).toBe(await manifestOfCommand());
    expect(said).toEqual([]);
  });

  it('takes a graph of clusters', async () => {
    await choose(own('edges.csv', 'source,target,weight\na,b,3\nb,c,1\n'), 'loihi');
    await page.check('#clusters');
    expect(await place()).toBe('Placed and verified');
    expect(readFileSync(await save('Save the manifest'), 'utf8')).toBe(await manifestOfCommand());
    await page.uncheck('#clusters');
  });

  it.each([
    [
      'a fault of the file with its place',
      '{ "format": "nmap-network",\n "version": 1, }',
      'E1010',
      'broken.json:2:16',
    ],
    ['an empty file', '', 'E1002', 'broken.json'],
  ])('shows %s and leads to the page of its code', async (_what, content, code, where) => {
    await choose(own('broken.json', content), 'loihi');
    expect(await place()).toBe('Not placed');
    const row = page.locator('#diagnostics li').first();
    expect(await row.textContent()).toContain(`${code} ${where}: `);
    expect(await row.locator('a').getAttribute('href')).toBe(`errors/${code}.html`);
    expect(said).toEqual([]);
  });

  it('shows every reason why a network does not fit', async () => {
    await page.selectOption('#example', { label: 'Liquid state machine: does not fit' });
    expect(await place()).toBe('Not placed');
    expect(await page.textContent('#diagnostics')).toMatch(/E2\d{3} .*need/);
    // One of its ways out.
    await page.check('#split');
    expect(await place()).toBe('Placed and verified');
    await save("Save the network's file");
    expect(readFileSync(await save('Save the manifest'), 'utf8')).toBe(await manifestOfCommand());
    await page.uncheck('#split');
  });

  it('tells what it does and stops with the best so far', async () => {
    await page.selectOption('#example', { label: 'Communities, 4,000 neurons' });
    await page.selectOption('#preset', 'best');
    await page.click('#place');
    await page
      .locator('#doing', { hasText: /pass \d+ of \d+: .*best cost [\d,]+/ })
      .waitFor({ timeout: 200_000 });
    await page.click('#stop');
    await page.waitForSelector('#answer:not([hidden])', { timeout: 200_000 });
    expect(await page.textContent('#outcome')).toBe('Stopped: the best placement until then, verified');
    const { complete } = JSON.parse(readFileSync(await save('Save the manifest'), 'utf8')) as {
      complete: boolean;
    };
    expect(complete).toBe(false);
    expect(await page.isHidden('#again')).toBe(true);
    expect(said).toEqual([]);
  });
});
