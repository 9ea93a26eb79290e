import { useIntl } from 'react-intl';

import type { SearchMode, TryOptions } from '../../../../shared/contracts';
import { OTHER_WEIGHTS, type TryAddress } from '../../helpers/try/address';
import { useTexts } from '../../helpers/translation';
import { useAbsoluteTime } from '../common/TimeText';
import type { Option } from './Choice';

const MODES: readonly SearchMode[] = ['hybrid', 'semantic', 'lexical'];

/** For nothing to compare with. */
export const NOTHING = 'nothing';

type Version = TryOptions['versions'][number];

/** How a version is called: live, or by its time. */
export const useVersionName = () => {
  const text = useTexts();
  const time = useAbsoluteTime();
  return ({ live, createdAt }: Pick<Version, 'live' | 'createdAt'>): string =>
    live ? text('try.versionLive') : text('try.versionOf', { time: time(createdAt) });
};

/** What can be chosen, in words. */
export const useChoices = ({ versions, locales }: TryOptions, { mode, version, against }: TryAddress) => {
  const text = useTexts();
  const { formatDisplayName } = useIntl();
  const versionName = useVersionName();
  const liveId = versions.find(({ live }) => live)?.id ?? '';
  const chosen = version ?? liveId;
  const modes: Option[] = MODES.map((value) => ({ value, label: text(`tryMode.${value}`) }));
  const named: Option[] = versions.map((one) => ({ value: one.id, label: versionName(one) }));
  const isGone = (id: string): boolean => !versions.some((one) => one.id === id);
  const gone = (value: string): Option[] => [{ value, label: text('try.versionGone') }];
  const others = [
    { value: NOTHING, label: text('try.againstNothing') },
    ...modes.filter(({ value }) => value !== mode),
    { value: OTHER_WEIGHTS, label: text('try.againstWeights') },
    ...named.filter(({ value }) => value !== chosen),
  ];
  const isOffered = against === null || others.some(({ value }) => value === against);
  return {
    modes,
    // An address can name one that has been removed since.
    versions: isGone(chosen) ? [...named, ...gone(chosen)] : named,
    version: chosen,
    isLive: (id: string): boolean => id === liveId,
    locales: locales.map((value) => ({
      value,
      label: formatDisplayName(value, { type: 'language', fallback: 'code' }) ?? value,
    })),
    others: isOffered ? others : [...others, ...gone(against)],
  };
};
