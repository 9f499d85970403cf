// Fields of Airflow that most environments leave at their defaults: secrets' versions, sign-on, extra options, clean-up.
import { Type } from 'typebox';
import { containerResources } from './common.ts';
import { oneOf, section, text, withDefault } from './field.ts';

const version = (description: string) =>
  Type.Integer({
    minimum: 1,
    maximum: 999,
    description,
    why: 'The version is part of the secret’s name, so that a new one restarts the pods that use it.',
  });

const firstVersions = {
  database: 1,
  cache: 1,
  fernet: 1,
  jwt: 1,
  apiKey: 1,
  admin: 1,
  clientSecret: 1,
  git: 1,
};

// Each version has its default too, so that rotating one secret takes one line.
const secretVersion = (description: string) =>
  withDefault(version(description), { default: 1, source: 'decision: nothing has been rotated yet' });

/** Versions of the secrets: raising one means a new secret, and rolls the pods that read it. */
export const secretVersions = withDefault(
  section(
    {
      database: secretVersion('Password of Airflow’s database role.'),
      cache: secretVersion('Token of the Celery queue.'),
      fernet: secretVersion('Key that encrypts connections. The version before stays readable.'),
      jwt: secretVersion('Key that signs tokens of users and tasks.'),
      apiKey: secretVersion('Key that signs sessions and requests for task logs.'),
      admin: secretVersion('Password of the first administrator.'),
      clientSecret: secretVersion(
        'Client secret of the OpenID Connect provider, which somebody puts into Secrets Manager.',
      ),
      git: secretVersion('Credentials of git-sync, which somebody puts into Secrets Manager.'),
    },
    { description: 'Versions of the secrets. Raise one to rotate it.', tsName: 'SecretVersions' },
  ),
  { default: firstVersions, source: 'decision: nothing has been rotated yet' },
);

/** Sign-on with an OpenID Connect provider instead of a password. */
export const openIdConnect = section(
  {
    issuer: text('^https://[^\\s]+[^/\\s]$', {
      description: 'Issuer of the provider. Its discovery document lies below it.',
      accepted: 'an https URL without a slash at the end',
      why: 'Airflow reads ISSUER/.well-known/openid-configuration.',
    }),
    clientId: text('^[^\\s]+$', {
      description: 'Client id of Airflow at the provider. The client secret is in Secrets Manager.',
      accepted: 'a text without spaces',
      why: 'The provider knows Airflow by it.',
    }),
    rolesClaim: text('^[A-Za-z0-9_:./-]+$', {
      description: 'Claim of the token that lists the groups of a user, often `groups`.',
      accepted: 'the name of a claim',
      why: 'Airflow looks the groups up under this name.',
    }),
    adminGroup: text('^[^\\s]+$', {
      description: 'Group whose members are administrators. Everybody else may look.',
      accepted: 'the name of a group',
      why: 'Without it nobody could administer Airflow.',
    }),
  },
  {
    description: 'Sign-on by OpenID Connect. Without it there is one administrator with a password.',
    tsName: 'OpenIdConnect',
  },
);

const extraOption = section(
  {
    section: text('^[a-z_.]+$', {
      description: 'Section of airflow.cfg.',
      accepted: 'the name of a section, such as core',
      why: 'Airflow groups its options in sections.',
    }),
    option: text('^[a-z0-9_-]+$', {
      description: 'Option of the section.',
      accepted: 'the name of an option, such as default_task_retries',
      why: 'Airflow ignores an option that it does not know, without a word.',
    }),
    value: text('^[^\\n]*$', {
      description: 'Value, as it would stand in airflow.cfg.',
      accepted: 'one line',
      why: 'airflow.cfg has one line for each value.',
    }),
  },
  { description: 'One Airflow option.', tsName: 'AirflowOption' },
);

/** Airflow options that the platform does not set itself. */
export const extraOptions = withDefault(
  Type.Array(extraOption, {
    maxItems: 100,
    description: 'Airflow options beyond those that the platform sets.',
    why: 'Each is checked against the options of the pinned Airflow version.',
  }),
  { default: [], source: 'decision: the platform’s configuration is complete' },
);

/** How long the metadata database keeps the history of runs. */
export const historyDays = withDefault(
  Type.Integer({
    minimum: 7,
    maximum: 3650,
    unit: 'days',
    description:
      'Older runs, tasks and logs leave the database every week, and are archived in the logs bucket.',
    why: 'A database that only grows makes every page and every scheduling loop slower.',
  }),
  { default: 90, source: 'Airflow Helm chart: retention of its database clean-up' },
);

/** How git-sync proves who it is. */
export const gitCredentials = withDefault(
  oneOf(['none', 'ssh-key', 'github-app'], {
    description: 'How git-sync signs in. The key itself is in Secrets Manager.',
    why: 'git-sync knows these ways.',
  }),
  { default: 'none', source: 'decision: a public repository needs none' },
);

/** Flower, for those who ask for it. */
export const flower = section(
  { resources: containerResources('Resources of the pod.') },
  { description: 'Celery’s web interface, reached by port-forward only.', tsName: 'Flower' },
);
