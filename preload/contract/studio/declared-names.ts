import { shellMethods, studioMethods } from './methods';
import { eventTopics, topicNames } from './topics';

/** The names of everything a page may use. The build puts the values in place of this file in the preload script. */
export const declared = {
  methods: [...Object.keys(studioMethods), ...Object.keys(shellMethods)],
  topics: topicNames,
  eventTopics,
};
