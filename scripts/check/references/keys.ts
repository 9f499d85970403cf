// KMS aliases that something uses are made by an EncryptionKey.
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview } from '../kit/environment-index.ts';
import { groupKindOf, groupOf, ownGroup } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { fixMissing } from '../kit/missing.ts';
import { type At, dig, entriesAt, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';

const arnAlias = /^arn:[^:]+:kms:[^:]*:\d*:alias\/(.+)$/;

/** The aliases that an object uses, without `alias/`. */
function aliasesUsedBy(object: CheckedObject): At<string>[] {
  const spec = fields(object.manifest.spec);
  if (groupOf(String(object.manifest.apiVersion)) === ownGroup) {
    return entriesAt(spec, 'spec').filter(({ key }) => key.endsWith('KeyAlias'));
  }
  switch (groupKindOf(object)) {
    case 'karpenter.k8s.aws/EC2NodeClass':
      return itemsAt(spec.blockDeviceMappings, 'spec.blockDeviceMappings').flatMap(({ path, value }) => {
        const alias = arnAlias.exec(text(dig(value, 'ebs', 'kmsKeyID')) ?? '')?.[1];
        return alias ? [{ path: `${path}.ebs.kmsKeyID`, value: alias }] : [];
      });
    case 'external-secrets.io/PushSecret':
      return itemsAt(spec.data, 'spec.data').flatMap(({ path, value }) => {
        const alias = /^alias\/(.+)$/.exec(text(dig(value, 'metadata', 'spec', 'kmsKeyId')) ?? '')?.[1];
        return alias ? [{ path: `${path}.metadata.spec.kmsKeyId`, value: alias }] : [];
      });
    default:
      return [];
  }
}

export const keyAlias = environmentRule({
  id: 'references/key-alias',
  title: 'KMS aliases that something uses are made by an EncryptionKey',
  why: 'The composition waits for the key for ever, or AWS refuses to make the resource.',
  fix: 'Name the alias of an EncryptionKey of the environment.',
  *check(environment) {
    const index = indexOf(environment);
    const aliases = index
      .ofKind(`${ownGroup}/EncryptionKey`)
      .flatMap((object) => text(dig(object.manifest, 'spec', 'alias')) ?? []);
    if (aliases.length === 0) return; // Keys are made elsewhere.
    for (const object of environment.objects) {
      if (isPreview(object)) continue;
      for (const { path, value } of aliasesUsedBy(object)) {
        if (aliases.includes(value)) continue;
        yield {
          object,
          path,
          what: `No EncryptionKey makes the alias ${show(value)}.`,
          fix: fixMissing(value, aliases),
        };
      }
    }
  },
});
