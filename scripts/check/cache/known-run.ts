// What is kept of a whole run, for all environments together: what came of each, and in which state its files were.
import type { CheckFinding } from '../finding.ts';
import type { Coverage, PartResult } from '../result.ts';
import type { CacheStore } from './store.ts';

/** What came of an environment. */
export interface KnownEnvironment {
  /** Hash of the states of its files before they were read. */
  state: string;
  kubernetesVersion: string;
  result: PartResult;
}

/** What came of a run, and of those before it that it did not repeat. */
export interface KnownRun {
  /** Names of all rules; absent before the first run. */
  ruleIds?: readonly string[];
  environments: Map<string, KnownEnvironment>;
}

/** What a finding has in common with all others of its rule that say how to correct it in the same words. */
type Text = Pick<CheckFinding, 'rule' | 'layer' | 'severity' | 'why' | 'fix'>;

/** The form on the disk: thousands of findings share few texts. */
interface Packed {
  ruleIds: readonly string[];
  texts: Text[];
  environments: {
    name: string;
    state: string;
    kubernetesVersion: string;
    coverage: Coverage;
    findings: (Omit<CheckFinding, keyof Text> & { text: number })[];
  }[];
}

const name = 'run';

export function emptyRun(): KnownRun {
  return { environments: new Map() };
}

/** What the store has of the last run; undefined when there is nothing. */
export function readKnown(store: CacheStore): KnownRun | undefined {
  const packed = store.read(name, isPacked);
  if (!packed) return undefined;
  const { ruleIds, texts } = packed;
  const environments = packed.environments.map(({ name, state, kubernetesVersion, coverage, findings }) => {
    const result = { coverage, findings: findings.map(({ text, ...rest }) => unpacked(texts[text], rest)) };
    return [name, { state, kubernetesVersion, result }] as const;
  });
  return { ruleIds, environments: new Map(environments) };
}

/** Keeps a run in place of the one before. */
export function writeKnown(store: CacheStore, run: Required<KnownRun>): void {
  const numbers = new Map<string, number>();
  const texts: Text[] = [];
  const numberOf = (text: Text): number => {
    const key = `${text.rule}\n${text.severity}\n${text.fix}`;
    const known = numbers.get(key) ?? texts.push(text) - 1;
    numbers.set(key, known);
    return known;
  };
  const environments = [...run.environments].map(([name, { state, kubernetesVersion, result }]) => {
    const findings = result.findings.map(({ rule, layer, severity, why, fix, ...rest }) => {
      return { ...rest, text: numberOf({ rule, layer, severity, why, fix }) };
    });
    return { name, state, kubernetesVersion, coverage: result.coverage, findings };
  });
  store.write(name, { ruleIds: run.ruleIds, texts, environments } satisfies Packed);
}

function unpacked(text: Text | undefined, rest: Omit<CheckFinding, keyof Text>): CheckFinding {
  if (!text) throw new Error('A finding in the cache has no text.');
  return { ...text, ...rest };
}

/** The store checks that a value is what was written; this tells the kinds of values apart. */
function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null && 'texts' in value && 'ruleIds' in value;
}
