export { AddModel } from './add-model';
export { Catalogue } from './catalogue';
export { RemoveModel } from './remove-model';
export { useModelStrings } from './strings';
