/**
 * The page in a real browser: it draws, answers clicks and keys, says nothing to the console and asks nothing of any network.
 * Needs Chromium: the one that NMAP_CHROMIUM names, or Debian's. Without one these tests are skipped, and say so.
 */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { LARGE, VIEWS, viewReports } from '../testing/view-reports.ts';
import { comparePlacements } from '../ab/compare-placements.ts';
import { reportPage } from './report-page.ts';

const CANDIDATES = [process.env['NMAP_CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const executablePath = CANDIDATES.find((path) => path !== '' && existsSync(path));
const inBrowser = executablePath === undefined ? describe.skip : describe;
const folder = mkdtempSync(join(tmpdir(), 'nmap-report-'));

inBrowser(
  `the page in Chromium${executablePath === undefined ? ' (skipped: set NMAP_CHROMIUM)' : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    });
    afterAll(async () => browser.close());

    /** Opens a page from disk; whatever it says or asks for is kept. */
    async function opened(
      html: string,
      scheme: 'light' | 'dark' = 'light',
    ): Promise<{ page: Page; said: string[] }> {
      const file = join(folder, 'report.html');
      writeFileSync(file, html);
      const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1300, height: 900 } });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      page.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) said.push(`request: ${request.url()}`);
      });
      await page.goto(`file://${file}`);
      await page.waitForSelector('main[data-ready]');
      return { page, said };
    }

    const htmlOf = (name: string): string => {
      const report = viewReports()[name].report;
      return reportPage('placement', { title: name, data: report, text: '' });
    };

    /** Whether a part of the page begins within the window. */
    const seen = async (page: Page, selector: string): Promise<boolean> => {
      const box = (await page.locator(selector).first().boundingBox())!;
      return box.y >= 0 && box.y < 450;
    };

    it.each(Object.keys(viewReports()))('draws every view of %s and says nothing', async (name) => {
      const { page, said } = await opened(htmlOf(name), name === 'tree' ? 'dark' : 'light');
      for (const view of VIEWS)
        expect([view, await page.locator(`[data-view="${view}"]`).count()]).toEqual([view, 1]);
      const colors = await page.evaluate<number>(
        `(() => { const canvas = document.querySelector('.stage canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set(); for (let k = 0; k < data.length; k += 4) seen.add((data[k] << 16) | (data[k + 1] << 8) | data[k + 2]);
        return seen.size; })()`,
      );
      expect(colors).toBeGreaterThan(5);
      const options = await page.locator('select >> nth=0').locator('option').all();
      for (const option of options)
        await page.selectOption('select >> nth=0', await option.getAttribute('value'));
      expect(said).toEqual([]);
      await page.close();
    });

    it('jumps from a list to the map, and shows why a core is where it is', async () => {
      const { page, said } = await opened(htmlOf('mesh'));
      const inspector = page.locator('[data-view="inspector"]');
      const row = page.locator('[data-view="top-links"] tr.jump').first();
      const link = await row.locator('td').first().textContent();
      await row.click();
      expect(await inspector.locator('h3').textContent()).toBe(link);
      expect(await inspector.textContent()).toContain('Whose packets cross it');
      expect(await seen(page, '.stage')).toBe(true);
      expect(await seen(page, '[data-view="inspector"]')).toBe(true);
      await inspector.locator('tr.jump').first().click();
      expect(await inspector.locator('h3').textContent()).toMatch(/^core \d+$/);
      expect(await inspector.textContent()).toMatch(/Best where it is|As good as|Not the cheapest/);
      const parts = (await inspector.locator('h4').allTextContents()).map((part) => part.split(' ')[0]);
      expect(parts).toEqual(['Why', 'Hears', 'Sends', 'Who', 'In']);
      await inspector.getByText('show on the map').click();
      expect(await page.locator('.legend').textContent()).toContain('here changes');
      await inspector.getByText('back to the colours').click();
      expect(await page.locator('.legend').textContent()).toContain('population');
      expect(said).toEqual([]);
      await page.close();
    });

    it('leads from the first numbers to the busiest link and to the sections', async () => {
      const { page, said } = await opened(htmlOf('mesh'));
      const card = page.locator('a.card', { hasText: 'busiest link' });
      const link = (await page.locator('[data-view="top-links"] tr.jump td').first().textContent())!;
      expect(await card.locator('.note').textContent()).toContain(link);
      await card.click();
      expect(await page.locator('[data-view="inspector"] h3').textContent()).toBe(link);
      expect(await seen(page, '.stage')).toBe(true);
      for (const other of await page.locator('a.card').all()) {
        const id = (await other.getAttribute('href'))!;
        expect([id, await page.locator(id).count()]).toEqual([id, 1]);
      }
      await page.locator('a.card', { hasText: 'cores' }).first().click();
      expect(await seen(page, '#limits h2')).toBe(true);
      expect(said).toEqual([]);
      await page.close();
    });

    it('answers clicks on the chip, the search and the keys', async () => {
      const { page, said } = await opened(htmlOf('mesh'));
      const heading = page.locator('[data-view="inspector"] h3');
      await page.keyboard.press('/');
      await page.keyboard.type('core 0');
      await page.keyboard.press('Enter');
      expect(await heading.textContent()).toBe('core 0');
      await page.locator('.stage canvas').focus();
      await page.keyboard.press('ArrowRight');
      expect(await heading.textContent()).not.toBe('core 0');
      await page.keyboard.press('Escape');
      expect(await heading.textContent()).toBe('Nothing chosen');
      for (const key of ['+', '-', '1', '0', ']', '[']) await page.keyboard.press(key);
      const box = (await page.locator('.stage canvas').boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      expect(await heading.textContent()).toMatch(/core|tile|chosen/);
      await page.mouse.wheel(0, -300);
      expect(said).toEqual([]);
      await page.close();
    });

    it('saves figures and copies tables', async () => {
      const { page, said } = await opened(htmlOf('mesh'));
      for (const [label, ending] of [
        ['save as SVG', '.svg'],
        ['save as PNG', '.png'],
      ]) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('#chip').getByText(label).click(),
        ]);
        expect(download.suggestedFilename()).toBe(`chip${ending}`);
      }
      const csv = page.locator('[data-view="limits"]').getByText('copy as CSV');
      await csv.click();
      await page.waitForSelector('[data-view="limits"] .said:not(:empty)');
      expect(await page.locator('[data-view="limits"] .said').textContent()).toBe('copied');
      expect(said).toEqual([]);
      await page.close();
    });

    it('prints light, figures and the chip too, and goes back to dark', async () => {
      const { page, said } = await opened(htmlOf('mesh'), 'dark');
      const looks = async (): Promise<unknown[]> =>
        page.evaluate(
          `(() => { const corner = document.querySelector('.stage canvas').getContext('2d').getImageData(1, 1, 1, 1).data[0];
          const figure = document.querySelector('[data-view="energy-figure"] svg rect').getAttribute('fill');
          return [document.documentElement.className, corner, figure]; })()`,
        );
      const dark = ['dark', 0x15, '#15191e'];
      expect(await looks()).toEqual(dark);
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await looks()).toEqual(['light', 255, '#ffffff']);
      await page.evaluate("dispatchEvent(new Event('afterprint'))");
      expect(await looks()).toEqual(dark);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 700, height: 1000 });
      const cut = `[...document.querySelectorAll('main *')].filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.outerHTML.slice(0, 80))`;
      expect(await page.evaluate<string[]>(cut)).toEqual([]);
      expect(await page.locator('button:visible').count()).toBe(0);
      // It minds that the test reads the canvas.
      expect(said.filter((text) => !text.includes('getImageData'))).toEqual([]);
      await page.close();
    });

    it('shows names as text, whatever they are', async () => {
      const { page, said } = await opened(htmlOf('names'));
      expect(await page.evaluate<boolean>("'hacked' in window")).toBe(false);
      expect(await page.locator('img, main script').count()).toBe(0);
      expect(await page.locator('h1').textContent()).toContain('<img');
      expect(said).toEqual([]);
      await page.close();
    });

    it('holds two placements against each other', async () => {
      const { mesh, moved } = viewReports();
      const data = {
        before: mesh.report,
        after: moved.report,
        comparison: comparePlacements(mesh.placed, moved.placed),
      };
      const { page, said } = await opened(reportPage('two placements', { title: 'two', data, text: '' }));
      expect(await page.locator('[data-view="change-counts"]').textContent()).toMatch(/better|worse/);
      await page.getByText('A in full').click();
      await page.selectOption('#difference select', 'neurons');
      expect(await page.locator('#difference .legend').textContent()).toContain('B − A');
      expect(said).toEqual([]);
      await page.close();
    });

    it('shows the figures and tables of a comparison', async () => {
      const study = {
        title: 'Comparison <b>',
        notes: ['a note'],
        networks: ['one', 'two'],
        figures: [
          {
            name: 'profile',
            svg: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect style="fill:red" width="9" height="9"/></svg>',
          },
        ],
        tables: [
          {
            id: 'energy',
            title: 'Energy',
            columns: [
              { name: 'network', numeric: false },
              { name: 'pJ', numeric: true },
            ],
            rows: [
              ['one', '1'],
              ['two', '2'],
            ],
            notes: [],
          },
        ],
      };
      const { page, said } = await opened(reportPage('study', { title: 'study', data: study, text: '' }));
      expect(await page.locator('[data-view="energy"] tbody tr').count()).toBe(2);
      await page.selectOption('#tables select', 'two');
      expect(await page.locator('[data-view="energy"] tbody').textContent()).toBe('two2');
      expect(await page.evaluate<number>("document.querySelector('figure img').naturalWidth")).toBe(9);
      expect(said).toEqual([]);
      await page.close();
    });

    it(`opens a chip of ${LARGE} cores`, async () => {
      const { page, said } = await opened(htmlOf('large'));
      const heading = page.locator('[data-view="inspector"] h3');
      await page.locator('[data-view="top-links"] tr.jump').first().click();
      expect(await heading.textContent()).toContain('tile');
      expect(said).toEqual([]);
      await page.close();
    });
  },
);
