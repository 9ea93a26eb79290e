import { bootstrap } from './bootstrap';
import config from './config';
import contentTypes from './content-types';
import controllers from './controllers';
import { aiTools } from './controllers/mcp/ai-tools';
import { destroy } from './destroy';
import middlewares from './middlewares';
import { register } from './register';
import routes from './routes';
import services from './container/services';

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers,
  middlewares,
  routes,
  services: { ...services, 'ai-tools': aiTools },
};
