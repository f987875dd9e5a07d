/** A mail address that, where it has to, breaks before its domain. */
export function MailAddress({ address }: { readonly address: string }) {
  const [, local = address, domain = ''] = /^(.*)(@.*)$/.exec(address) ?? [];
  return (
    <>
      {local}
      <wbr />
      {domain}
    </>
  );
}
