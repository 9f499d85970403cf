// The HTML page in a real Chromium: filter, keys, dark, narrow, paper. Not part of "npm test", which needs Node alone.
//   node test/scripts/diff/html/chromium.ts       (Chromium: /usr/bin/chromium or $CHROMIUM; pictures: $SCREENSHOTS)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { masker } from '../../../../scripts/diff/compare/mask.ts';
import { effectRules } from '../../../../scripts/diff/effects/index.ts';
import { diffTrees } from '../../../../scripts/diff/engine.ts';
import { writeHtml } from '../../../../scripts/diff/report/html/page.ts';
import { reportSources } from '../../../../scripts/diff/report/sources.ts';
import type { DiffReport } from '../../../../scripts/diff/report.ts';
import { translationBetween } from '../../../../scripts/diff/translation.ts';
import { betweenPair } from '../../../../scripts/diff/trees/between.ts';
import { folderPair } from '../../../../scripts/diff/trees/folders.ts';
import type { TreePair } from '../../../../scripts/diff/trees/tree-pair.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'diff-page-'));
const pictures = process.env.SCREENSHOTS;
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

const generated = join(root, 'generated');
const real = build(
  'real',
  betweenPair(folderPair({ from: generated, to: generated }), 'staging', 'prod'),
  translationBetween('staging', 'prod'),
);
const hostileCase = join(root, 'test/diff/hostile-text');
const hostile = build(
  'hostile',
  folderPair({ from: join(hostileCase, 'from'), to: join(hostileCase, 'to') }),
);
const everywhereCase = join(root, 'test/diff/same-change-everywhere');
const everywhere = build(
  'everywhere',
  folderPair({ from: join(everywhereCase, 'from'), to: join(everywhereCase, 'to') }),
);

let context: BrowserContext;

test.before(async () => {
  context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags.split(' '),
    viewport: { width: 1280, height: 1400 },
  });
});

test.after(async () => {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the page asks for nothing and complains about nothing', async () => {
  for (const { file, count } of [real, hostile, everywhere]) {
    const page = await context.newPage();
    const seen: string[] = [];
    page.on('request', (request) => seen.push(request.url()));
    page.on('console', (message) => seen.push(message.text()));
    page.on('pageerror', (error) => seen.push(error.message));
    page.on('dialog', (dialog) => seen.push(dialog.message()));
    await page.goto(file);
    assert.equal(seen, [file]);
    assert.is(await page.locator('.entry:visible').count(), count);
    await page.close();
  }
});

test('levels, environments, applications and words filter', async () => {
  const page = await open();
  const { report, count } = real;
  const all = await page.locator('.entry').count();
  assert.is(all, count);
  for (const level of ['blocked', 'caution', 'notice', 'none']) {
    const expected = await page.locator(`.entry[data-level=${level}]`).count();
    await page.locator(`[name=level][value=${level}]`).uncheck();
    assert.is(await visible(page), all - expected, level);
    assert.is(await page.locator('#shown').textContent(), `${all - expected} of ${all} shown`);
    await page.locator(`[name=level][value=${level}]`).check();
  }
  const ofAirflow = report.groups.filter(({ application }) => application === 'airflow').length;
  await page.selectOption('[name=app]', 'airflow');
  assert.ok(ofAirflow > 0 && ofAirflow < all);
  assert.is(await visible(page), ofAirflow);
  await page.fill('[name=text]', 'no-such-word');
  assert.is(await visible(page), 0);
  assert.ok(await page.locator('#nothing-found').isVisible());
  await page.click('button[type=reset]');
  await page.waitForFunction(`!document.querySelector('.entry[hidden]')`);
  await page.locator('table a[data-app=karpenter]').click();
  const ofKarpenter = report.groups.filter(({ application }) => application === 'karpenter').length;
  assert.is(await visible(page), ofKarpenter);
  await page.close();
});

test('keys move, open, search, help and clear', async () => {
  const page = await open();
  const focused = () => page.evaluate<string>('document.activeElement?.id');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.is(await focused(), 'entry-2');
  await page.keyboard.press('k');
  assert.is(await focused(), 'entry-1');
  const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
  assert.is(outline, 'solid');
  await page.keyboard.press('o');
  assert.ok(await page.locator('#entry-1 .sheet').isVisible());
  await picture(page, 'entry');
  await page.keyboard.press('o');
  assert.not(await page.locator('#entry-1 .sheet').isVisible());
  await page.keyboard.press('/');
  await page.keyboard.type('aws/refused jkox?');
  assert.is(await page.inputValue('[name=text]'), 'aws/refused jkox?');
  await page.fill('[name=text]', 'aws/refused');
  const refused = await visible(page);
  assert.ok(refused > 0 && refused < real.count);
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  assert.is(await visible(page), real.count);
  await page.keyboard.press('?');
  assert.ok(await page.locator('#help').isVisible());
  await picture(page, 'help');
  await page.keyboard.press('Escape');
  assert.not(await page.locator('#help').isVisible());
  await page.close();
});

test('the YAML of each environment can be chosen, there and back', async () => {
  const page = await context.newPage();
  await page.goto(everywhere.file);
  await page.locator('#entry-1 .yaml > summary').click();
  const file = () => page.locator('#entry-1 .of-environment .file').textContent();
  assert.match((await file()) ?? '', 'dev/');
  const before = await page.locator('#entry-1 .of-environment').textContent();
  for (const name of ['prod', 'staging', 'prod', 'dev']) {
    await page.selectOption('#entry-1 .pick select', name);
    assert.match((await file()) ?? '', `${name}/`);
    assert.is(await page.locator('#entry-1 .which').textContent(), name);
    if (name === 'staging') await picture(page, 'environment');
  }
  assert.is(await page.locator('#entry-1 .of-environment').textContent(), before);
  await page.close();
});

test('texts have contrast in light and dark', async () => {
  const page = await open();
  await page.evaluate(coloursOf);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    assert.is(luminance(background) > 0.5, colorScheme === 'light');
    for (const selector of [
      'h1',
      '.sides',
      'table a',
      '.card a',
      '.badge',
      '.type',
      '.rule',
      'dd del',
      'dd ins',
      '.place',
    ]) {
      const colours = await page.evaluate<string[]>(`coloursOf(${JSON.stringify(selector)})`);
      const [dark = 0, light = 0] = colours.map(luminance).sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      assert.ok(contrast >= 4.5, `${colorScheme} ${selector}: ${contrast.toFixed(2)}`);
    }
    await picture(page, colorScheme);
  }
  await page.close();
});

test('a narrow window scrolls down only', async () => {
  const page = await open();
  await page.setViewportSize({ width: 400, height: 1000 });
  await page.locator('#entry-1 .yaml > summary').click();
  assert.ok(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'));
  await picture(page, 'narrow');
  await page.locator('#entry-1').scrollIntoViewIfNeeded();
  await picture(page, 'narrow-entry');
  await page.close();
});

test('everything is open on paper, and closed again after', async () => {
  const page = await open();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('#entry-1 .sheet').isVisible());
  assert.not(await page.locator('#filter').isVisible());
  await page.setViewportSize({ width: 720, height: 1000 });
  await picture(page, 'print');
  await page.evaluate(`document.querySelector('#entry-1').scrollIntoView()`);
  await picture(page, 'print-entry');
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 50_000);
  await page.emulateMedia({ media: 'screen' });
  assert.is(await page.locator('details.yaml[open]').count(), 0);
  await page.close();
});

/** Writes the page of a comparison, and tells how many entries it must have. */
function build(
  name: string,
  pair: TreePair,
  translation?: ReturnType<typeof translationBetween>,
): { file: string; report: DiffReport; count: number } {
  const mask = masker('page');
  const report = diffTrees({ pair, rules: effectRules, masker: mask, translation });
  const path = join(folder, `${name}.html`);
  writeFileSync(path, writeHtml(report, reportSources(pair, mask), { colour: false, treeName: 'generated' }));
  const inGroups = new Set(report.groups.flatMap(({ effects }) => effects));
  const others = report.effects.filter((effect) => !inGroups.has(effect)).map(({ object }) => object);
  return { file: pathToFileURL(path).href, report, count: report.groups.length + new Set(others).size };
}

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(real.file);
  return page;
}

function visible(page: Page): Promise<number> {
  return page.locator('.entry:not([hidden])').count();
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Runs in the page: the colour of an element's text and of what is behind it. */
const coloursOf = `globalThis.coloursOf = (selector) => {
  const element = document.querySelector(selector);
  const backgroundOf = (node) => getComputedStyle(node).backgroundColor;
  let behind = element;
  while (backgroundOf(behind) === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
  return [getComputedStyle(element).color, backgroundOf(behind)];
}`;

/** Relative luminance of `rgb(…)`, as WCAG 2 defines it: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.run();
