import { Button, Dialog, Flex } from '@strapi/design-system';
import { useEffect } from 'react';
import { useBlocker } from 'react-router-dom';

import { useTexts } from '../../helpers/translation';

/** Asks before the page is left with something that is not saved. */
export const UnsavedChanges = ({ isUnsaved }: { isUnsaved: boolean }) => {
  const text = useTexts();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname
  );

  useEffect(() => {
    if (!isUnsaved) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);

  return (
    <Dialog.Root open={blocker.state === 'blocked'} onOpenChange={(open) => !open && blocker.reset?.()}>
      <Dialog.Content>
        <Dialog.Header textAlign="center">{text('settings.leaveTitle')}</Dialog.Header>
        <Dialog.Body>
          <Dialog.Description>{text('settings.leaveText')}</Dialog.Description>
        </Dialog.Body>
        <Dialog.Footer>
          <Flex gap={2} width="100%">
            <Dialog.Cancel>
              <Button variant="tertiary" fullWidth>
                {text('settings.stay')}
              </Button>
            </Dialog.Cancel>
            <Button variant="danger-light" fullWidth onClick={() => blocker.proceed?.()}>
              {text('settings.leave')}
            </Button>
          </Flex>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
