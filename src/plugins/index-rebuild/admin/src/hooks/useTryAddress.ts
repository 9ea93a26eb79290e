import { useSearchParams } from 'react-router-dom';

import { readAddress, writeAddress, type TryAddress } from '../helpers/try/address';

/** What is tried, kept in the address so that it can be shared. */
export const useTryAddress = () => {
  const [parameters, setParameters] = useSearchParams();
  const address = readAddress(parameters);
  return {
    address,
    change: (changes: Partial<TryAddress>): void => setParameters(writeAddress({ ...address, ...changes })),
  };
};
