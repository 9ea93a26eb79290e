import { Button, Flex } from '@strapi/design-system';
import { useEffect, useState, type FormEvent } from 'react';

import type { TryOptions, Weights } from '../../../../shared/contracts';
import type { TryAddress } from '../../helpers/try/address';
import { useTexts } from '../../helpers/translation';
import { useWeightsText } from '../../helpers/weights/texts';
import { areUsable, weightsIn } from '../../helpers/weights/weights';
import type { MaySteer } from '../../hooks/useMaySteer';
import { useWeights } from '../../hooks/useWeights';
import { ConfirmDialog } from '../common/ConfirmDialog';
import { FieldWeights } from '../weights/FieldWeights';
import { GoldenPreview } from '../weights/GoldenPreview';
import { WordsSlider } from '../weights/WordsSlider';
import { TryPanel } from './TryPanel';

type OtherWeightsProps = {
  address: TryAddress;
  options: TryOptions;
  may: MaySteer;
  onChange: (changes: Partial<TryAddress>) => void;
};

/** Weights to be tried: on this query, on all golden queries, and then for everybody. */
export const OtherWeights = ({ address, options, may, onChange }: OtherWeightsProps) => {
  const text = useTexts();
  const { preview, isAsking, askGolden, forget, use } = useWeights();
  const [weights, setWeights] = useState(options.weights);
  // Inputs keep what was typed into them: each round has inputs of its own.
  const [round, setRound] = useState(0);
  const weightsText = useWeightsText();
  const usable = areUsable(weights);
  // Also when somebody goes back to an earlier address.
  useEffect(() => {
    setWeights(weightsIn(address.weights) ?? options.weights);
    setRound((before) => before + 1);
    forget();
  }, [address.weights]);
  const change = (next: Weights): void => {
    setWeights(next);
    forget();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange({ weights: JSON.stringify(weights) });
  };
  return (
    <TryPanel id="try-weights" title={text('try.againstWeights')} hint={text('weights.hint')}>
      <form onSubmit={submit} aria-labelledby="try-weights">
        <Flex direction="column" alignItems="stretch" gap={5}>
          <WordsSlider value={weights.words} onChange={(words) => change({ ...weights, words })} />
          {options.sources.map((source) => (
            <FieldWeights
              key={`${source.uid} ${round}`}
              source={source}
              weights={weights}
              onChange={change}
            />
          ))}
          <Flex gap={3} wrap="wrap">
            <Button type="submit" size="L" disabled={!usable}>
              {text('weights.compare')}
            </Button>
            <Button
              variant="secondary"
              size="L"
              disabled={!usable}
              loading={isAsking}
              onClick={() => void askGolden(weights)}
            >
              {text('weights.preview')}
            </Button>
            {may.mayWeigh && !options.weightsReadOnly && (
              <ConfirmDialog
                trigger={
                  <Button variant="tertiary" size="L" disabled={!usable}>
                    {text('weights.use')}
                  </Button>
                }
                title={text('weights.useTitle')}
                description={`${text('weights.useHint')} ${text('weights.inForce', { weights: weightsText(weights) })}`}
                confirm={text('weights.useConfirm')}
                onConfirm={() => use(weights, options.weightsVersion)}
              />
            )}
          </Flex>
        </Flex>
      </form>
      <GoldenPreview preview={preview} />
    </TryPanel>
  );
};
