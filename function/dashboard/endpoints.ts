import type { Endpoint } from './endpoint.ts';
import { days } from './endpoints/days.ts';
import { projects } from './endpoints/projects.ts';
import { top } from './endpoints/top.ts';

/** What the API answers. */
export const endpoints: readonly Endpoint[] = [projects, days, top];
