import { connectStudio } from './client/connect-studio';
import { startStudio } from './shell/start-studio';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
startStudio(connectStudio(), root);
