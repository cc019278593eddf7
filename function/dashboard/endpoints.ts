import type { Endpoint } from './endpoint.ts';
import { article } from './endpoints/article.ts';
import { atomFeed } from './endpoints/atom-feed.ts';
import { categories } from './endpoints/categories.ts';
import { category } from './endpoints/category.ts';
import { days } from './endpoints/days.ts';
import { health } from './endpoints/health.ts';
import { jsonFeed } from './endpoints/json-feed.ts';
import { projects } from './endpoints/projects.ts';
import { rangeTop } from './endpoints/range-top.ts';
import { top } from './endpoints/top.ts';
import { trending } from './endpoints/trending.ts';

/** What the API answers. */
export const endpoints: readonly Endpoint[] = [
  projects,
  days,
  top,
  trending,
  article,
  categories,
  category,
  rangeTop,
  health,
  atomFeed,
  jsonFeed,
];
