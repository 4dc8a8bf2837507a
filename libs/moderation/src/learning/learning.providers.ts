import { ClassifierVersions } from './classifier-versions.js';
import { HumanDecisions } from './human-decisions.js';
import { LearnFromDecisions } from './learn-from-decisions.js';
import { ReadClassifier } from './read-classifier.js';
import { StartLearning } from './start-learning.js';
import { UseClassifier } from './use-classifier.js';

/** What the doors call about what sites learn. */
export const learningVerbs = [ReadClassifier, StartLearning, UseClassifier];

/** What those are made of. */
export const learningParts = [ClassifierVersions, HumanDecisions, LearnFromDecisions];
