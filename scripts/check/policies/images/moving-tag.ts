// Rule policies/moving-tag: no image has a tag that moves, such as latest.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { readImage } from '../kit/images.ts';

const movingTags = ['latest', 'stable', 'main', 'master', 'edge', 'nightly', 'dev'];

export const movingTag = containerRule({
  id: 'policies/moving-tag',
  title: 'No image has a tag that moves, such as latest',
  why: 'Two pods of one Deployment may run two versions, and going back is impossible.',
  fix: 'Name a version.',
  standards: ['CKV_K8S_14', 'KSV-0013', 'kube-linter:latest-tag'],
  *checkContainer({ path, value: { image } }) {
    if (typeof image !== 'string' || image === '') return;
    const { tag, digest } = readImage(image);
    if (digest !== undefined) return;
    if (tag === undefined) {
      yield { path: `${path}.image`, what: `Image ${show(image)} names no version, which means latest.` };
    } else if (movingTags.includes(tag)) {
      yield { path: `${path}.image`, what: `The tag of image ${show(image)} moves.` };
    }
  },
});
