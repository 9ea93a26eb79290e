import { Button, Dialog, Flex, Typography } from '@strapi/design-system';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';

import { focusStatus } from '../../helpers/focus-status';
import { useTexts } from '../../helpers/translation';

type ConfirmDialogProps = {
  /** The button that opens it; without one it is open as long as it is there. */
  trigger?: ReactElement;
  /** Called when it closes. */
  onClose?: () => void;
  /** Moves the focus when it closes; left out, it goes where the comment below says. */
  focusAfter?: () => void;
  title: string;
  description: ReactNode;
  confirm: string;
  variant?: 'default' | 'danger-light';
  /** Returns null when it is done, otherwise what to tell the user, who may try again. */
  onConfirm: () => Promise<string | null>;
  onOpen?: () => void;
  children?: ReactNode;
};

/** One request to the server at a time, and the reason when it is refused. */
const useAsking = (ask: () => Promise<string | null>, onDone: () => void) => {
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    if (asking) return;
    setAsking(true);
    setRefusal(null);
    const said = await ask();
    setAsking(false);
    setRefusal(said);
    if (said === null) onDone();
  };
  return { asking, refusal, run, forget: () => setRefusal(null) };
};

/**
 * Asks for confirmation. Afterwards the focus returns to the button that opened the dialog or, when the
 * action was taken, moves to the status where there is one: it shows the result, and the button may be gone by then.
 */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const { trigger, title, description, confirm, variant = 'default', onConfirm, onOpen, children } = props;
  const { onClose, focusAfter } = props;
  const text = useTexts();
  const [open, setOpen] = useState(trigger === undefined);
  const done = useRef(false);
  const { asking, refusal, run, forget } = useAsking(onConfirm, () => {
    done.current = true;
    setOpen(false);
    onClose?.();
  });

  const onOpenChange = (opens: boolean): void => {
    // What becomes of the request has to be told here.
    if (asking) return;
    if (opens) {
      done.current = false;
      forget();
      onOpen?.();
    }
    setOpen(opens);
    if (!opens) onClose?.();
  };

  const onCloseAutoFocus = (event: Event): void => {
    if (!done.current && !focusAfter) return;
    if (focusAfter) focusAfter();
    else if (!focusStatus()) return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Dialog.Trigger>{trigger}</Dialog.Trigger>}
      <Dialog.Content onCloseAutoFocus={onCloseAutoFocus} style={{ maxHeight: '90vh', overflowY: 'auto' }}>
        <Dialog.Header textAlign="center">{title}</Dialog.Header>
        <Dialog.Body alignItems="stretch" gap={4} paddingTop={6} paddingBottom={6}>
          <Dialog.Description style={{ overflowWrap: 'break-word' }}>{description}</Dialog.Description>
          {children}
          {refusal !== null && (
            <Typography role="alert" textColor="danger600" style={{ overflowWrap: 'break-word' }}>
              {refusal}
            </Typography>
          )}
        </Dialog.Body>
        <Dialog.Footer>
          <Flex gap={2} width="100%">
            <Dialog.Cancel>
              <Button variant="tertiary" fullWidth aria-disabled={asking}>
                {text('dialog.cancel')}
              </Button>
            </Dialog.Cancel>
            <Button fullWidth variant={variant} aria-disabled={asking} onClick={() => void run()}>
              {confirm}
            </Button>
          </Flex>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
