import { adminRouter } from './admin';
import { contentApiRouter } from './content-api';

export default { admin: adminRouter, 'content-api': contentApiRouter };
