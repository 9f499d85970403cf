// Rule policies/node-image: nodes start from an image with a version.
import { fieldPath } from '../../../../envs/validate/path.ts';
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { fields, itemsAt, text } from '../../kit/read.ts';

export const nodeImage = objectRule({
  id: 'policies/node-image',
  title: 'Nodes start from an image with a version',
  why: 'With @latest every release of AWS replaces all nodes, untested, at once in all environments.',
  fix: 'Write the version, for example al2023@v20251120.',
  standards: [],
  kinds: ['karpenter.k8s.aws/EC2NodeClass'],
  *check({ manifest }) {
    const terms = fields(manifest.spec).amiSelectorTerms;
    for (const { path, value } of itemsAt(terms, 'spec.amiSelectorTerms')) {
      const alias = text(value.alias);
      if (alias?.endsWith('@latest')) {
        yield { path: fieldPath(path, 'alias'), what: `The image ${show(alias)} moves.` };
      }
    }
  },
});
