import { X } from 'lucide-react';
import { useState } from 'react';
import type { VideoCodec } from '../../../preload/contract/media';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { frameCountOf, frameRateOf } from '../../store/playback';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { formatTimecode } from '../../strings/formats';
import { useWords } from '../../strings/words';
import { Field, IconButton, Select, Slider, Switch } from '../../ui';
import { containerFor, containersOf, hasQuality } from './containers';
import { DestinationField } from './destination-field';
import { useEnhanceStrings } from './strings';
import { useChange } from './use-change';

const codecs: readonly VideoCodec[] = ['h264', 'hevc', 'av1', 'prores', 'ffv1'];
const stillFormats = ['png', 'jpg', 'webp', 'tiff'] as const;
/** Written without loss: they have no quality to choose. */
const losslessFormats: readonly string[] = ['png', 'tiff'];
const efforts = ['ultrafast', 'veryfast', 'fast', 'medium', 'slow'] as const;
const hardwareModes = ['off', 'auto', 'required'] as const;

export interface OutputFieldsProps {
  readonly media: MediaItem;
  readonly info: NonNullable<MediaItem['info']>;
}

/** What is written: codec and container of a clip, format of a photo, quality, range, folder. */
export function OutputFields({ media, info }: OutputFieldsProps) {
  return (
    <div className="enhance-output">
      {info.kind === 'image' ? <StillFields media={media} /> : <VideoFields media={media} info={info} />}
      <DestinationField />
    </div>
  );
}

function StillFields({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const change = useChange(media);
  const { stillFormat } = media.settings;
  return (
    <>
      <Field label={t.format} layout="inline">
        <Select
          label={t.format}
          value={stillFormat}
          options={stillFormats.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(value) => change({ stillFormat: value })}
        />
      </Field>
      {losslessFormats.includes(stillFormat) ? null : <QualityField media={media} />}
    </>
  );
}

function VideoFields({ media, info }: OutputFieldsProps) {
  const t = useEnhanceStrings();
  const words = useWords();
  const change = useChange(media);
  const hardwareEncoders = useMirrors(
    ({ machine }) => machine?.encoders.some(({ hardware }) => hardware) ?? false,
  );
  const { encoding, container, sideBySide } = media.settings;
  const sound = info.audio.at(0);
  return (
    <>
      <Field label={t.codec} layout="inline">
        <Select
          label={t.codec}
          value={encoding.codec}
          options={codecs.map((value) => ({ value, label: words[`codec ${value}`] }))}
          onChange={(codec) => change({ encoding: { codec }, container: containerFor(codec, container) })}
        />
      </Field>
      <Field label={t.container} layout="inline">
        <Select
          label={t.container}
          value={container}
          options={containersOf(encoding.codec).map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(value) => change({ container: value })}
        />
      </Field>
      {hasQuality(encoding.codec) ? <QualityField media={media} /> : null}
      <Field label={t.effort} layout="inline">
        <Select
          label={t.effort}
          value={encoding.preset}
          options={efforts.map((value) => ({ value, label: t[`effort ${value}`] }))}
          onChange={(preset) => change({ encoding: { preset } })}
        />
      </Field>
      {hardwareEncoders || encoding.hardware !== 'off' ? (
        <Field label={t.hardware} layout="inline">
          <Select
            label={t.hardware}
            value={encoding.hardware}
            options={hardwareModes.map((value) => ({ value, label: t[`hardware ${value}`] }))}
            onChange={(hardware) => change({ encoding: { hardware } })}
          />
        </Field>
      ) : null}
      <Field label={t.sound} layout="inline">
        <span className="ell">
          {sound === undefined ? t.soundNone : t.soundCopied(sound.codec.toUpperCase())}
        </span>
      </Field>
      {info.subtitles.length === 0 ? null : (
        <Field label={t.subtitles} layout="inline">
          <span className="ell">{t.subtitlesKept(info.subtitles.length)}</span>
        </Field>
      )}
      <RangeField media={media} />
      <Field label={t.sideBySide} layout="inline">
        {(id) => (
          <span className="row" title={t.sideBySideHelp}>
            <Switch id={id} checked={sideBySide} onChange={(value) => change({ sideBySide: value })} />
          </span>
        )}
      </Field>
    </>
  );
}

function QualityField({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const change = useChange(media);
  const [draft, setDraft] = useState<number>();
  const { quality } = media.settings.encoding;
  return (
    <Field label={t.quality} layout="inline">
      <span className="row">
        <Slider
          label={t.quality}
          value={quality}
          onDraft={setDraft}
          onChange={(value) => {
            setDraft(undefined);
            change({ encoding: { quality: value } });
          }}
        />
        <span className="num enhance-value">{draft ?? quality}</span>
      </span>
    </Field>
  );
}

function RangeField({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const client = useClient();
  const asFrames = useMirrors(({ settings }) => settings?.settings.timeDisplay === 'frames');
  const moment = (frame: number) => (asFrames ? String(frame) : formatTimecode(frame, frameRateOf(media)));
  const whole = media.inFrame === undefined && media.outFrame === undefined;
  return (
    <Field label={t.range} layout="inline">
      <span className="row">
        <span className="grow ell num">
          {whole
            ? t.rangeWhole
            : `${moment(media.inFrame ?? 0)} – ${moment(media.outFrame ?? frameCountOf(media))}`}
        </span>
        {whole ? null : (
          <IconButton
            small
            label={t.rangeClear}
            icon={<X />}
            onClick={() =>
              attempt(client.call('media.setRange', { mediaId: media.id, inFrame: null, outFrame: null }))
            }
          />
        )}
      </span>
    </Field>
  );
}
