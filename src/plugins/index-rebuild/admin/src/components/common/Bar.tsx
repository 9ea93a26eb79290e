import { ProgressBar } from '@strapi/design-system';
import { styled } from 'styled-components';

/** In the design system's own colours an empty bar looks like a full one. */
const ColouredBar = styled(ProgressBar)`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  & > * {
    background-color: ${({ theme }) => theme.colors.primary600};
  }
`;

type BarProps = {
  label: string;
  /** What screen readers say instead of the number. */
  said: string;
  /** Null while it is not known. */
  percent: number | null;
};

/** How far something is. */
export const Bar = ({ label, said, percent }: BarProps) => (
  <ColouredBar
    aria-label={label}
    // The design system's bar does not set this itself.
    aria-valuenow={percent ?? undefined}
    aria-valuetext={said}
    value={percent}
  />
);
