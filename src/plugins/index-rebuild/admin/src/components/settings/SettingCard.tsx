import { Box, Button, Field, Flex, Link, TextInput, Toggle, Typography } from '@strapi/design-system';
import { useId, useRef, type ChangeEvent, type FormEvent } from 'react';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import { MAX_REASON_LENGTH } from '../../../../shared/constants';
import type { Setting } from '../../../../shared/contracts';
import { FORMS, type FormField } from '../../helpers/settings/forms';
import { useFieldTexts, useValueText } from '../../helpers/settings/texts';
import { OTHER_WEIGHTS } from '../../helpers/try/address';
import { useTexts, type MessageKey } from '../../helpers/translation';
import { useSettingForm, type SettingForm } from '../../hooks/useSettingForm';
import { addressOf } from '../../pages/tabs';
import { Notice } from '../common/Notice';
import { ScheduleTimes } from './ScheduleTimes';
import { SettingField } from './SettingField';
import { SettingSource } from './SettingSource';

type CardProps = {
  setting: Setting;
  /** The saved time zone of the schedule, which holds for every cron expression. */
  timeZone: string;
  canUpdate: boolean;
  onDirty: (isDirty: boolean) => void;
};

const Fields = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
`;

const hasForm = ({ section }: Setting): boolean => FORMS[section].fields.length > 0;

const Inputs = ({ setting: { section }, form, timeZone }: FormProps) => {
  const text = useTexts();
  const fieldTexts = useFieldTexts();
  const { fields, off } = FORMS[section];
  const { draft, problem } = form;
  const errorOf = (field: FormField): string | undefined => {
    const found = problem.fields.find(({ path }) => (path[0] ?? '') === field.name);
    return found && fieldTexts.error(field, found);
  };
  const cron = fields.find(({ kind }) => kind === 'cron');
  const switchName = `${section}.on`;
  return (
    <>
      {off !== undefined && (
        <Field.Root name={switchName}>
          <Field.Label>{text(`settingsSwitch.${section}` as MessageKey)}</Field.Label>
          <Toggle
            onLabel={text('settings.on')}
            offLabel={text('settings.off')}
            checked={draft.on}
            onChange={(event: ChangeEvent<HTMLInputElement>) => form.turn(event.target.checked)}
          />
        </Field.Root>
      )}
      {draft.on && (
        <Fields>
          {fields.map((field) => (
            <SettingField
              key={`${field.name} ${form.round}`}
              section={section}
              field={field}
              value={draft.fields[field.name]}
              error={errorOf(field)}
              onChange={(value) => form.setField(field.name, value)}
            />
          ))}
        </Fields>
      )}
      {cron && (
        <ScheduleTimes
          rule={String(draft.fields[cron.name]).trim()}
          timeZone={'timeZone' in draft.fields ? String(draft.fields.timeZone).trim() : timeZone}
        />
      )}
    </>
  );
};

/** The field's name in the form, which nobody sees. */
const NOTE = 'note';

/** Why it is changed, for the list of changes. */
const Note = ({ form: { note, setNote } }: Pick<FormProps, 'form'>) => {
  const text = useTexts();
  return (
    <Field.Root name={NOTE}>
      <Field.Label>{text('settings.note')}</Field.Label>
      <TextInput
        value={note}
        maxLength={MAX_REASON_LENGTH}
        onChange={(event: ChangeEvent<HTMLInputElement>) => setNote(event.target.value)}
      />
    </Field.Root>
  );
};

/** What somebody else has set meanwhile; what is entered here stays. */
const Conflict = ({ setting: { section, value, changedBy }, form }: FormProps) => {
  const text = useTexts();
  const valueText = useValueText();
  const name = changedBy ?? text('settings.somebody');
  return (
    <Notice
      tone="warning"
      urgent
      title={text('settings.conflict', { name })}
      message={text('settings.conflictValue', { value: valueText(section, value) })}
    >
      <Typography tag="p">{text('settings.conflictAdvice')}</Typography>
      <Button type="button" variant="tertiary" onClick={form.forget}>
        {text('settings.takeTheirs')}
      </Button>
    </Notice>
  );
};

type FormProps = { setting: Setting; form: SettingForm; timeZone: string };

/** Weights are set where it shows what they change. */
const SetInTrySearch = () => {
  const text = useTexts();
  return (
    <Link tag={NavLink} to={`${addressOf({ path: 'try' })}?against=${OTHER_WEIGHTS}`}>
      {text('settings.setInTrySearch')}
    </Link>
  );
};

const Actions = ({ setting, form, onReset }: FormProps & { onReset: () => void }) => {
  const text = useTexts();
  const name = text(`settingsTitle.${setting.section}`);
  const { isDirty, isBusy, forget } = form;
  return (
    <Flex gap={2} wrap="wrap">
      {hasForm(setting) && (
        <Button
          type="submit"
          disabled={!isDirty}
          aria-disabled={isBusy}
          aria-label={text('settings.saveNamed', { name })}
        >
          {text('settings.save')}
        </Button>
      )}
      {isDirty && (
        <Button type="button" variant="tertiary" onClick={forget}>
          {text('settings.discard')}
        </Button>
      )}
      {(setting.source === 'admin' || setting.problem !== null) && (
        <Button
          type="button"
          variant="tertiary"
          aria-label={text('settings.resetNamed', { name })}
          aria-disabled={isBusy}
          onClick={onReset}
        >
          {text('settings.reset')}
        </Button>
      )}
    </Flex>
  );
};

/** One section: what it is, where its value comes from, and a form for those who may change it. */
export const SettingCard = ({ setting, timeZone, canUpdate, onDirty }: CardProps) => {
  const text = useTexts();
  const valueText = useValueText();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useSettingForm(setting, onDirty);
  const { section, value } = setting;
  /** Its button goes with what was entered. */
  const forget = (): void => {
    form.forget();
    heading.current?.focus();
  };
  const parts = { setting, form: { ...form, forget }, timeZone };

  /** Where a button is gone or disabled now, the focus needs another place. */
  const then = async (done: Promise<boolean>): Promise<void> => {
    if (await done) heading.current?.focus();
  };

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (form.isDirty && !form.isBusy) void then(form.save());
  };

  return (
    <Box tag="section" aria-labelledby={id} background="neutral0" shadow="tableShadow" hasRadius padding={6}>
      <Flex
        tag="form"
        noValidate
        onSubmit={onSubmit}
        direction="column"
        alignItems="stretch"
        gap={4}
        minWidth={0}
      >
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography variant="delta" tag="h2" id={id} ref={heading} tabIndex={-1}>
            {text(`settingsTitle.${section}`)}
          </Typography>
          <Typography tag="p" textColor="neutral600">
            {text(`settingsText.${section}`)}
          </Typography>
        </Flex>
        {form.problem.isConflict && <Conflict {...parts} />}
        {form.problem.message !== null && (
          <Typography role="alert" textColor="danger600">
            {form.problem.message}
          </Typography>
        )}
        {canUpdate && hasForm(setting) ? (
          <Inputs {...parts} />
        ) : (
          <Typography tag="p" style={{ overflowWrap: 'break-word' }}>
            {valueText(section, value)}
          </Typography>
        )}
        {form.isDirty && <Note form={form} />}
        {canUpdate && !hasForm(setting) && <SetInTrySearch />}
        <SettingSource setting={setting} />
        {canUpdate && <Actions {...parts} onReset={() => !form.isBusy && void then(form.reset())} />}
      </Flex>
    </Box>
  );
};
