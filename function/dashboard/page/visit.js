import { dayFault, latestDay, parseAddress } from './address.js';
import { ask } from './api.js';
import { controls } from './controls.js';
import { isMadeUp } from './links.js';
import { noSuchDay, nothingLoaded, nothingNamed, unknownProject } from './notices.js';
import { showTop } from './top.js';

/**
 * The day's list comes with the page, the others when they are wanted: they bring the charts along.
 * @type {Readonly<Record<import('./address.js').View, (scene: import('./scene.js').Scene) => Promise<import('./scene.js').Shown>>>} */
const views = {
  top: showTop,
  trending: async (scene) => (await import('./trending.js')).showTrending(scene),
  topics: async (scene) => (await import('./topics.js')).showTopics(scene),
  range: async (scene) => (await import('./range.js')).showRange(scene),
  health: async (scene) => (await import('./health.js')).showHealth(scene),
  article: async (scene) => (await import('./article.js')).showArticle(scene),
  category: async (scene) => (await import('./category.js')).showCategory(scene),
};

/**
 * Where an address leads.
 * @typedef {object} Visit
 * @property {import('./answers.d.ts').Project | null} project null where the address names a wiki that is not here
 * @property {readonly Node[]} controls
 * @property {() => Promise<import('./scene.js').Shown>} show
 * @property {ReadonlyMap<string, string>} answers what the API has answered so far, by what it was asked
 */

/**
 * Asks for the wikis that are here, of which an address names one.
 * @param {string} search
 * @param {Pick<import('./scene.js').Scene, 'signal' | 'go'>} reader
 * @returns {Promise<Visit>}
 */
export async function visit(search, { signal, go }) {
  /** @type {Map<string, string>} */
  const answers = new Map();
  /** @param {import('./api.js').Question} question */
  const asked = async (question) => {
    const answer = await ask(question, signal);
    answers.set(JSON.stringify(question), JSON.stringify(answer));
    return answer;
  };
  const address = parseAddress(search);
  const { projects } = /** @type {{ projects: readonly import('./answers.d.ts').Project[] }} */ (
    await asked({ path: 'projects' })
  );
  const project =
    projects.find(({ project }) => project === address.project) ?? (address.project === null ? projects[0] : undefined);
  if (project === undefined) {
    const isEmpty = projects.length === 0;
    return {
      project: null,
      controls: isEmpty ? [] : controls(projects, null, go),
      show: async () => (isEmpty ? nothingLoaded() : unknownProject(address.project ?? '')),
      answers,
    };
  }
  const day = address.day ?? project.newest_day ?? project.first_day;
  const scene = { address, project, day, signal, go, ask: asked };
  return {
    project,
    controls: controls(projects, scene, go),
    async show() {
      const fault = dayFault(search, latestDay(project.newest_day));
      const shown =
        fault !== null
          ? noSuchDay(scene, fault)
          : isNameless(address)
            ? nothingNamed(scene)
            : await views[address.view](scene);
      return { ...shown, isMadeUp: isMadeUp(project.project) };
    },
    answers,
  };
}

/**
 * Whether the address does not say which page or category it leads to.
 * @param {import('./address.js').Address} address
 */
function isNameless({ view, page, category }) {
  if (view === 'article') return !/^[1-9]\d{0,14}$/.test(page ?? '');
  return view === 'category' && (category ?? '') === '';
}

/**
 * Whether the API has answered the same to the same.
 * @param {ReadonlyMap<string, string>} before
 * @param {ReadonlyMap<string, string>} after
 */
export function isAnsweredAlike(before, after) {
  return before.size === after.size && [...after].every(([question, answer]) => before.get(question) === answer);
}
