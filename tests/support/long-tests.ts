// Real processes and models take time; the limit only stops a test that hangs.
jest.setTimeout(300_000);
