// Which rules a run applies: all of them, or what --only and --skip leave of them.
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { didYouMean } from '../../envs/validate/did-you-mean.ts';
import { type Layer, layers, type RuleText } from './rule.ts';

/** Names of layers and rules, as somebody typed them. */
export interface Selection {
  /** Only these; everything when empty. */
  only: readonly string[];
  skip: readonly string[];
}

/** What tells whether something could be read or was accepted is never left out by --only. */
const alwaysOn: readonly Layer[] = ['input', 'waivers'];

/** True when a run with this selection applies the rule. */
export function isSelected(
  { only, skip }: Selection,
  { id, layer }: Pick<RuleText, 'id' | 'layer'>,
): boolean {
  const isIn = (names: readonly string[]) => names.includes(id) || names.includes(layer);
  return !isIn(skip) && (only.length === 0 || alwaysOn.includes(layer) || isIn(only));
}

/** Throws a `FindingsError` that names every word that is neither a layer nor a rule. */
export function refuseUnknownNames({ only, skip }: Selection, texts: readonly RuleText[]): void {
  const names = [...layers, ...texts.map(({ id }) => id)];
  const findings = (
    [
      ['--only', only],
      ['--skip', skip],
    ] as const
  ).flatMap(([option, words]) =>
    words.filter((word) => !names.includes(word)).map((word) => unknownName(option, word, names)),
  );
  if (findings.length > 0) throw new FindingsError(findings);
}

/** The rule of this name. Throws a `FindingsError` when there is none. */
export function ruleNamed(id: string, texts: readonly RuleText[]): RuleText {
  const text = texts.find((rule) => rule.id === id);
  if (text) return text;
  throw new FindingsError([
    unknownName(
      'explain',
      id,
      texts.map((rule) => rule.id),
    ),
  ]);
}

function unknownName(option: string, word: string, names: readonly string[]): Finding {
  // Layers are few enough to be listed, and people often type a rule without its layer.
  const endings = names.filter((name) => name.endsWith(`/${word}`)).map((name) => JSON.stringify(name));
  const guess = endings.length > 0 ? `Did you mean ${endings.join(' or ')}? ` : didYouMean(word, names);
  return {
    rule: 'check/unknown-rule',
    severity: 'error',
    where: { file: option },
    what: `There is no ${option === 'explain' ? 'rule' : 'layer or rule'} ${JSON.stringify(word)}.`,
    why: 'A misspelt name would select nothing, and nothing would be found.',
    fix: `${guess}Layers: ${layers.join(', ')}. Rules: npm run check -- list rules`,
  };
}
