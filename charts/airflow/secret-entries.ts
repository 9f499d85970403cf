// Entries of Secrets Manager for what people bring: Crossplane makes the entry, somebody puts the value in.
import type { Chart } from 'cdk8s';
import { secret } from '../../crossplane/apis/secret/index.ts';
import { environmentTags, keyAlias } from '../../crossplane/keys.ts';
import { roleName } from '../../crossplane/roles.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { objectWaves } from '../kit/waves.ts';
import { secretsReaderRole } from './cloud-access.ts';
import { namespace } from './names.ts';
import { type BroughtSecret, broughtSecrets, remoteKey } from './secret-names.ts';

/** Adds an entry for each secret that people bring, before anything reads it. */
export function addSecretEntries(chart: Chart, environment: Environment): void {
  for (const brought of broughtSecrets(environment)) addEntry(chart, environment, brought);
}

function addEntry(chart: Chart, environment: Environment, { name, version, purpose }: BroughtSecret): void {
  const { account, encryption, storage } = environment;
  compositeResource(chart, environment, secret, {
    name: `${name}-v${version}`,
    namespace,
    variant: 'default',
    wave: objectWaves.settings,
    spec: {
      accountId: account.accountId,
      region: account.region,
      secretName: remoteKey(environment, name, version),
      description: purpose,
      readerRole: roleName(environment, secretsReaderRole),
      recoveryWindowDays: encryption.deletionWindowDays,
      encryptionKeyAlias: keyAlias(environment, 'secrets'),
      deletionProtection: storage.deletionProtection,
      tags: environmentTags(environment),
    },
  });
}
