// Real processes and real models take their time; the limit only ends a test that hangs.
jest.setTimeout(300_000);
