import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { ErrorInfo } from '../../../../shared/contracts';
import { explanationOf, useProblem } from '../../helpers/problem';
import { useTexts } from '../../helpers/translation';
import { Notice } from './Notice';

type ErrorNoticeProps = {
  error: ErrorInfo;
  tone: 'danger' | 'warning';
  title: string;
  /** Whether the message for engineers is shown below the explanation. */
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
  const withMessage = technical && explanationOf(code) !== null;
  return (
    <Notice {...notice} message={problem(error)}>
      <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'break-word' }}>
        {withMessage ? text('error.support', { code, message }) : text('error.code', { code })}
      </Typography>
      {children}
    </Notice>
  );
};
