import { useState } from 'react';
import { Field, Select, Slider, TextArea } from '../../ui';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { recipeNames, recipeText, stepNames, type RecipeFault, type RecipeName } from './recipes';

const mostSeconds = 60;

/** What appears below the edge is scrolled to. */
const intoView = (part: HTMLElement | null): void => part?.scrollIntoView({ block: 'nearest' });

/** How long whole clips are, and how they are made poor. */
export function ClipChoice({ fault }: { readonly fault: RecipeFault | undefined }) {
  const t = usePartsStrings();
  const { wish, change } = useLabView();
  const [draft, setDraft] = useState<number>();
  const choose = (recipe: RecipeName) => {
    const before = wish.recipe;
    // One's own begins with what was chosen before.
    change({ recipe, ...(recipe === 'own' && before !== 'own' ? { ownRecipe: recipeText(before) } : {}) });
  };
  const faultText = useFaultText()(fault);
  return (
    <>
      <div className="field">
        <span className="lab">
          <span>{t.seconds}</span>
          <span className="val">{draft ?? wish.seconds}</span>
        </span>
        <Slider
          label={t.seconds}
          value={wish.seconds}
          min={1}
          max={mostSeconds}
          onDraft={setDraft}
          onChange={(seconds) => {
            setDraft(undefined);
            change({ seconds });
          }}
        />
      </div>
      <Field label={t.recipe}>
        <Select
          label={t.recipe}
          value={wish.recipe}
          options={recipeNames.map((value) => ({ value, label: t[`recipe ${value}`] }))}
          onChange={choose}
        />
      </Field>
      {wish.recipe !== 'own' ? null : (
        <div ref={intoView}>
          <Field label={t.ownRecipe} help={t.ownHelp(stepNames.join(', '))} error={faultText}>
            {(id) => (
              <TextArea
                id={id}
                rows={6}
                value={wish.ownRecipe}
                invalid={fault !== undefined}
                onChange={(ownRecipe) => change({ ownRecipe })}
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}

/** What is wrong with a recipe, in words. */
export function useFaultText(): (fault: RecipeFault | undefined) => string | undefined {
  const t = usePartsStrings();
  return (fault) =>
    fault === undefined
      ? undefined
      : fault.kind === 'json'
        ? t.notJson(fault.message)
        : t.notUsable(fault.field, fault.message);
}
