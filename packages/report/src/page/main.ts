import type { Comparison } from '../ab/comparison.ts';
import type { Report } from '../model/report.ts';
import type { Study } from '../model/study.ts';
import { unpackJson } from '../model/unpack.ts';
import { showComparison } from './comparison-page.ts';
import { showPlacement } from './placement-page.ts';
import { showStudy } from './study-page.ts';

const page = document.getElementById('page')!;
const data = unpackJson(document.getElementById('data')!.textContent);
if (document.body.dataset['kind'] === 'two placements')
  showComparison(
    page,
    data as { readonly before: Report; readonly after: Report; readonly comparison: Comparison },
  );
else if (document.body.dataset['kind'] === 'study') showStudy(page, data as Study);
else showPlacement(page, data as Report);
page.dataset['ready'] = 'true';
