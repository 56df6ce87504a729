export { PeopleList } from './people-list';
