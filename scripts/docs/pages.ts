// The list of generated pages. Adding one: a function beside this file, and one line here.

import { cloudApis } from '../../crossplane/index.ts';
import { embeddedSchemas } from '../check/schema/embedded.ts';
import { checksPage } from './checks.ts';
import { cloudApisPage } from './cloud-apis.ts';

/** One generated page. */
export interface Page {
  /** Path from the project root. */
  path: string;
  content: string;
}

/** Every generated page, as it should be. */
export function pages(): Page[] {
  return [
    { path: 'docs/checks.md', content: checksPage([embeddedSchemas()]) },
    { path: 'docs/cloud-apis.md', content: cloudApisPage(cloudApis) },
  ];
}
