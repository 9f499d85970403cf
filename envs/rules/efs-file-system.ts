// A file system of DAGs exists, and is known by both ids, or Crossplane makes it and its ids are facts.
import { environmentRule } from './kit/rule.ts';

export const efsFileSystem = environmentRule({
  id: 'environment/efs-file-system',
  reads: ['airflow.dags'],
  why: 'A volume names a file system and one of its access points; with one id alone no pod could mount it.',
  check: ({ airflow: { dags } }) => {
    if (dags.source !== 'efs') return [];
    const { fileSystemId, accessPointId, facts } = dags;
    if (facts && (fileSystemId ?? accessPointId) !== undefined) {
      return [
        {
          path: 'airflow.dags.facts',
          what: 'There are facts of a file system that Crossplane makes, and an id of one that exists.',
          fix: 'Keep facts, or fileSystemId and accessPointId.',
        },
      ];
    }
    if ((fileSystemId === undefined) === (accessPointId === undefined)) return [];
    const [given, missing] =
      fileSystemId === undefined ? ['accessPointId', 'fileSystemId'] : ['fileSystemId', 'accessPointId'];
    return [
      {
        path: `airflow.dags.${missing}`,
        what: `${given} is given and ${missing} is not.`,
        fix: 'Give both, or none and let Crossplane make the file system.',
      },
    ];
  },
});
