// Takes a picture of each example's page with Chromium, and notes what it was taken of.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Review } from './build.ts';
import { examplesFolder, pictureKey, picturesFile } from './pages.ts';

/** In pixels: wide enough for two columns of YAML, and tall enough for the first entries. */
const viewport = { width: 1100, height: 1250 };

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Writes `page.png` of every example. Chromium is at `/usr/bin/chromium`, or where `CHROMIUM` says. */
export async function takePictures(reviews: readonly Review[], root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'example-pictures-'));
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags.split(' '),
    viewport,
    colorScheme: 'light',
  });
  try {
    const page = await context.newPage();
    for (const { example, page: html } of reviews) {
      const file = join(folder, `${example.name}.html`);
      writeFileSync(file, html);
      await page.goto(pathToFileURL(file).href);
      const height = await page.evaluate<number>('document.documentElement.scrollHeight');
      await page.setViewportSize({ ...viewport, height: Math.min(height, viewport.height) });
      await page.screenshot({ path: join(root, examplesFolder, example.name, 'page.png') });
      await page.setViewportSize(viewport);
    }
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const keys = Object.fromEntries(reviews.map((review) => [review.example.name, pictureKey(review)]));
  writeFileSync(join(root, picturesFile), `${JSON.stringify(keys, undefined, 2)}\n`);
}
