import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { ErrorInfo } from '../../../../shared/contracts';
import { useProblem } from '../../helpers/problem';
import { useTexts } from '../../helpers/translation';
import { Notice } from './Notice';
import { ServerText } from './ServerText';

type ErrorNoticeProps = {
  error: ErrorInfo;
  tone: 'danger' | 'warning';
  title: string;
  /** Whether the server's message, which may speak to engineers, is shown below the sentence. */
  technical?: boolean;
  urgent?: boolean;
  /** What can be done about it. */
  children?: ReactNode;
};

/** An error in plain words, and in small print what support needs to look it up. */
export const ErrorNotice = ({ error, technical = false, children, ...notice }: ErrorNoticeProps) => {
  const text = useTexts();
  const problem = useProblem();
  const { code, message } = error;
  const { sentence, detail } = problem(error);
  const withMessage = technical && message !== '' && message !== sentence && message !== detail;
  return (
    <Notice {...notice} message={sentence}>
      {detail !== null && <ServerText>{detail}</ServerText>}
      <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'break-word' }}>
        {withMessage ? text('error.support', { code, message }) : text('error.code', { code })}
      </Typography>
      {children}
    </Notice>
  );
};
