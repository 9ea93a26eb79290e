/** Sends to the parent and waits until the message has left. */
export const sendToParent = (message: object): Promise<void> =>
  new Promise((resolve) => {
    if (!process.send || !process.connected) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
