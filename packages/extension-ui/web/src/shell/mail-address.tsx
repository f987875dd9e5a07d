import { Fragment } from 'react';

/** A mail address that, where it has to, breaks before its domain; a domain that is too long for a line, before its dots. */
export function MailAddress({ address }: { readonly address: string }) {
  const [, local = address, domain = ''] = /^(.*)(@.*)$/.exec(address) ?? [];
  return (
    <>
      {local}
      <span style={{ display: 'inline-block' }}>
        {domain.split(/(?=\.)/).map((part, index) => (
          <Fragment key={index}>
            {part}
            <wbr />
          </Fragment>
        ))}
      </span>
    </>
  );
}
